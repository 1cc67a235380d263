import { PreviewRecord } from '../preview';
import { DesiredComponent, desire } from '../preview';
import {
  component,
  componentRecord,
  foundImage,
  policy,
  previewId,
  pullRequest,
  record,
  sha,
} from '../preview/__testUtils__/builders';
import { observeImages } from './imageFacts';
import { ImageSource } from './sources';

const usual = component('web');
const [image] = usual.definition.spec.images;

function wanted(set: object): DesiredComponent {
  const { definition } = usual;
  const spec = { ...definition.spec, images: [{ ...image, set }] };
  const result = desire(
    previewId,
    pullRequest(),
    [{ ...usual, definition: { ...definition, spec } as typeof definition }],
    policy,
  );
  if ('problem' in result) throw new Error(result.problem);
  return result.desired.components[0];
}

const withDigest = { helm: { tag: 'image.tag', digest: 'image.digest' } };
const signed = { state: 'found' as const, digest: 'sha256:1f', manifests: [] };
const unsigned = { state: 'unfit' as const, reason: 'it has no signature' };

function knownAs(found: object | undefined): PreviewRecord {
  return record({
    components: [
      componentRecord('web', {
        images: found ? [{ ...foundImage, digest: 'sha256:0a', ...found }] : [],
      }),
    ],
  });
}

/** What is said of an image, and what was asked for that. */
async function look(options: {
  asks: string | undefined;
  known?: object;
  answer?: Awaited<ReturnType<ImageSource['look']>>;
  set?: object;
}) {
  const { asks, known, answer = signed, set = withDigest } = options;
  const source = { policy: asks, look: jest.fn(async () => answer) };
  const [status] = await observeImages(source, wanted(set), knownAs(known));
  return { status, asked: source.look.mock.calls as unknown[][] };
}

describe('where images have to be signed', () => {
  it('remembers of an image what it fulfilled', async () => {
    const { status } = await look({ asks: 'one' });
    expect(status).toEqual({
      state: 'found',
      image: {
        name: foundImage.name,
        tag: foundImage.tag,
        digest: 'sha256:1f',
        manifests: [],
        policy: 'one',
        sha,
      },
    });
  });

  it.each`
    scenario                                    | asks         | known                | asked
    ${'fulfilled it'}                           | ${'one'}     | ${{ policy: 'one' }} | ${false}
    ${'was found before anybody asked for it'}  | ${'one'}     | ${{}}                | ${true}
    ${'has fulfilled something else'}           | ${'one'}     | ${{ policy: 'two' }} | ${true}
    ${'has fulfilled what nobody asks for now'} | ${undefined} | ${{ policy: 'two' }} | ${false}
  `('looks again at an image that $scenario: $asked', async row => {
    const { asked } = await look({ asks: row.asks, known: row.known });
    const again = [
      [expect.objectContaining({ tag: foundImage.tag, digest: 'sha256:0a' })],
    ];
    expect(asked).toEqual(row.asked ? again : []);
  });

  it('does not deploy what was found before and is not signed', async () => {
    const { status } = await look({ asks: 'one', known: {}, answer: unsigned });
    expect(status).toEqual(unsigned);
  });

  it.each`
    scenario            | set                               | state
    ${'by a tag alone'} | ${{ helm: { tag: 'image.tag' } }} | ${'unfit'}
    ${'by its digest'}  | ${withDigest}                     | ${'found'}
    ${'by Kustomize'}   | ${{ kustomize: 'web' }}           | ${'found'}
  `('is $state what is deployed $scenario', async ({ set, state }) => {
    const { status } = await look({ asks: 'one', set });
    expect(status.state).toBe(state);
    expect((await look({ asks: undefined, set })).status.state).toBe('found');
  });
});
