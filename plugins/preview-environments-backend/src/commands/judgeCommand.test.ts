import { PullRequestComment } from '@previewenv/plugin-preview-environments-node';
import { endless, newLife } from '../preview';
import { minutesAgo, now, record } from '../preview/__testUtils__/builders';
import { CommandFacts, judgeCommand } from './judgeCommand';

const hour = 3_600_000;
const mortal = {
  expiresAt: new Date(now.getTime() + hour),
  expiry: {
    ...newLife(minutesAgo(60)),
    asked: { ...endless, max: 2 * hour },
  },
};

function facts(
  body: string,
  change: Partial<CommandFacts> = {},
  comment: Partial<PullRequestComment> = {},
): CommandFacts {
  return {
    comment: {
      id: '7',
      author: { login: 'dana', bot: false },
      body,
      createdAt: minutesAgo(1).toISOString(),
      edited: false,
      ...comment,
    },
    authorMayWrite: true,
    record: record(mortal),
    platform: endless,
    settledLater: [],
    now,
    ...change,
  };
}

const asleep = { requestedBy: 'dana', at: now, headSha: undefined };
const wants = (wish: object, topic: string) => ({
  kind: 'accepted',
  wish,
  topic,
});
const extended = (hours: number) =>
  wants(
    { kind: 'extend', until: new Date(now.getTime() + hours * hour) },
    'extension',
  );

describe('a command by somebody who may write', () => {
  it.each`
    body                    | change                                         | expected
    ${'/preview'}           | ${{}}                                          | ${wants({ kind: 'request' }, 'existence')}
    ${'/preview'}           | ${{ record: undefined }}                       | ${wants({ kind: 'request' }, 'existence')}
    ${'/preview redeploy'}  | ${{}}                                          | ${wants({ kind: 'redeploy' }, 'existence')}
    ${'/preview delete'}    | ${{}}                                          | ${wants({ kind: 'removal' }, 'existence')}
    ${'/preview keep'}      | ${{}}                                          | ${wants({ kind: 'keep' }, 'keeping')}
    ${'/preview unkeep'}    | ${{ record: record({ kept: true }) }}          | ${wants({ kind: 'unkeep' }, 'keeping')}
    ${'/preview extend'}    | ${{}}                                          | ${extended(25)}
    ${'/preview extend 2d'} | ${{}}                                          | ${extended(49)}
    ${'/preview extend 2d'} | ${{ platform: { ...endless, max: 4 * hour } }} | ${extended(3)}
    ${'/preview sleep'}     | ${{}}                                          | ${wants({ kind: 'sleep' }, 'sleep')}
    ${'/preview wake'}      | ${{ record: record({ asleep }) }}              | ${wants({ kind: 'wake' }, 'sleep')}
    ${'/preview help'}      | ${{}}                                          | ${{ kind: 'accepted', wish: undefined, topic: undefined }}
    ${'/preview help'}      | ${{ record: undefined }}                       | ${{ kind: 'accepted', wish: undefined, topic: undefined }}
    ${'/preview delete'}    | ${{ settledLater: ['keeping', undefined] }}    | ${wants({ kind: 'removal' }, 'existence')}
  `('$body is done', ({ body, change, expected }) => {
    expect(judgeCommand(facts(body, change))).toEqual(expected);
  });

  it.each`
    body                      | change                                                                    | answer
    ${'/preview dance'}       | ${{}}                                                                     | ${/no command/}
    ${'/preview extend long'} | ${{}}                                                                     | ${/for instance 12h or 2d/}
    ${'/preview extend 2d'}   | ${{ platform: { ...endless, max: 2 * hour } }}                            | ${/may not get older than 2 hours/}
    ${'/preview unkeep'}      | ${{}}                                                                     | ${/is not kept/}
    ${'/preview keep'}        | ${{ record: record({ kept: true }) }}                                     | ${/kept already/}
    ${'/preview delete'}      | ${{ record: record({ phase: 'gone' }) }}                                  | ${/gone already/}
    ${'/preview'}             | ${{ record: record({ phase: 'awaiting-approval', reason: 'A draft.' }) }} | ${/A draft/}
    ${'/preview keep'}        | ${{ record: undefined }}                                                  | ${/^$/}
    ${'/preview sleep'}       | ${{ record: record({ asleep }) }}                                         | ${/asleep already/}
    ${'/preview sleep'}       | ${{ record: record({ phase: 'queued' }) }}                                | ${/Nothing of it runs/}
    ${'/preview wake'}        | ${{}}                                                                     | ${/not asleep/}
  `('$body is refused: $answer', ({ body, change, answer }) => {
    const verdict = judgeCommand(facts(body, change));
    expect(verdict.kind).toBe('refused');
    expect(verdict.kind === 'refused' ? verdict.answer ?? '' : '').toMatch(
      answer,
    );
  });

  it.each`
    scenario                          | body                 | change                             | comment
    ${'it is none'}                   | ${'Looks good'}      | ${{}}                              | ${{}}
    ${'a bot wrote it'}               | ${'/preview delete'} | ${{}}                              | ${{ author: { login: 'b', bot: true } }}
    ${'it was edited'}                | ${'/preview delete'} | ${{}}                              | ${{ edited: true }}
    ${'its webhook came hours later'} | ${'/preview delete'} | ${{}}                              | ${{ createdAt: minutesAgo(61).toISOString() }}
    ${'a later one was faster'}       | ${'/preview delete'} | ${{ settledLater: ['existence'] }} | ${{}}
  `('is ignored when $scenario', ({ body, change, comment }) => {
    expect(judgeCommand(facts(body, change, comment)).kind).toBe('ignored');
  });
});

it.each([
  '/preview',
  '/preview keep',
  '/preview delete',
  '/preview help',
  '/preview dance',
])('%s by anybody else is refused without a word', body => {
  expect(judgeCommand(facts(body, { authorMayWrite: false }))).toEqual({
    kind: 'refused',
    answer: undefined,
  });
});
