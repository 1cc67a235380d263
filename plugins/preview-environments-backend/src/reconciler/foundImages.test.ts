import { PreviewRecord } from '../preview';
import {
  componentRecord,
  foundImage,
  pullRequest,
  record,
  sha,
} from '../preview/__testUtils__/builders';
import { Answers, observe, unreachable } from './__testUtils__/observers';

const there = { state: 'found' as const, digest: 'sha256:1f', manifests: [] };
const missing = { state: 'missing' as const, answer: 'ghcr.io knows none' };
const own = pullRequest();
const fork = { ...own, head: { ...own.head, repositoryId: '99' } };

/** A preview whose image was found with the digest 0a. */
function known(
  change: Partial<PreviewRecord>,
  head: typeof own,
): PreviewRecord {
  const tag = head === fork ? `pr-42-${sha}` : foundImage.tag;
  return {
    ...record({ pullRequest: head, ...change }),
    components: [
      componentRecord('web', {
        images: [{ ...foundImage, tag, digest: 'sha256:0a' }],
      }),
    ],
  };
}

const redeploy = { requestedBy: 'dana', at: new Date(0) };
const approval = { headSha: sha, by: 'dana', at: new Date(0) };

describe('an image that was found', () => {
  it.each<
    [string, Partial<PreviewRecord>, typeof own, Answers['image'], string]
  >([
    ['keeps its digest when its tag moves', {}, own, () => there, 'sha256:0a'],
    [
      'is found anew by a redeploy',
      { redeploy },
      own,
      () => there,
      'sha256:1f',
    ],
    [
      'is redeployed although its tag is gone',
      { redeploy },
      own,
      () => missing,
      'sha256:0a',
    ],
    [
      'is redeployed although its registry is',
      { redeploy },
      own,
      unreachable,
      'sha256:0a',
    ],
    [
      "is what was approved of a fork, whatever the fork's tag names now",
      { approval },
      fork,
      () => there,
      'sha256:0a',
    ],
    [
      'is what was approved of a fork, by a redeploy too',
      { approval, redeploy },
      fork,
      () => there,
      'sha256:0a',
    ],
  ])('%s', async (_scenario, change, head, image, digest) => {
    const { componentFacts } = await observe({
      record: () => known(change, head),
      'pull request': () => head,
      image,
    });
    expect(componentFacts.web.images).toEqual([
      { state: 'found', image: expect.objectContaining({ digest, sha }) },
    ]);
  });
});
