import { now, pullRequest, record } from '../../preview/__testUtils__/builders';
import { CommentChannel } from './CommentChannel';

const earlier = { id: '100', text: 'deploying', writtenAt: now };

it.each`
  scenario                                               | pull                     | comment      | sure     | uncommented
  ${'nobody has commented, we neither'}                  | ${{ uncommented: true }} | ${undefined} | ${true}  | ${true}
  ${'an answer of ours may have got lost'}               | ${{ uncommented: true }} | ${undefined} | ${false} | ${false}
  ${'ours is there, and was read before it was made'}    | ${{ uncommented: true }} | ${earlier}   | ${true}  | ${false}
  ${'others have commented, or ours of an earlier life'} | ${{}}                    | ${undefined} | ${true}  | ${false}
`(
  'a comment is made without a search: $uncommented, when $scenario',
  async ({ pull, comment, sure, uncommented }) => {
    const written: object[] = [];
    const channel = new CommentChannel({
      codeHost: {
        writeComment: async (_, text) => {
          written.push(text);
          return { commentId: '100', written: true };
        },
      },
      textOf: () => ({ marker: 'ours', body: 'ready' }),
      now: () => now,
    });
    const told = record({ pullRequest: pullRequest(pull), comment });
    for (const { tell } of channel.news(told, sure)) await tell();
    expect(
      written.map(text => Boolean('uncommented' in text && text.uncommented)),
    ).toEqual([uncommented]);
  },
);
