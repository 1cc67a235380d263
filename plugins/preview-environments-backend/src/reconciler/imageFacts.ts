import {
  DesiredImage,
  isRefused,
  isWaiting,
} from '@previewenv/plugin-preview-environments-node';
import {
  DesiredComponent,
  FoundImage,
  ImageStatus,
  isFork,
  PreviewRecord,
} from '../preview';
import { ImageSource } from './sources';

const withoutDigest: ImageStatus = {
  state: 'unfit',
  reason:
    'its signature would be verified, and its tag deployed: set spec.images[].set.helm.digest',
};

/** Says of each image of a component whether it can be deployed. What was found for a commit is not looked for again. */
export async function observeImages(
  source: ImageSource,
  component: DesiredComponent,
  record: PreviewRecord | undefined,
): Promise<ImageStatus[]> {
  return Promise.all(
    component.images.map(wanted =>
      observeImage(source, component, wanted, record),
    ),
  );
}

async function observeImage(
  source: ImageSource,
  { name: componentName, deployment: { headSha } }: DesiredComponent,
  { image, platforms }: DesiredComponent['images'][number],
  record: PreviewRecord | undefined,
): Promise<ImageStatus> {
  const { name, tag } = image;
  const { policy } = source;
  if (policy !== undefined && !deploysDigest(image)) return withoutDigest;
  const known = record?.components
    .find(component => component.name === componentName)
    ?.images.find(
      one => one.name === name && one.tag === tag && one.sha === headSha,
    );
  const fulfils =
    known && (policy === undefined || known.policy === policy)
      ? known
      : undefined;
  const anew = asksAnew(record);
  if (fulfils && !anew) return { state: 'found', image: fulfils };
  try {
    const evidence = await source.look({
      name,
      tag,
      platforms,
      ...(!anew && { digest: known?.digest, manifests: known?.manifests }),
    });
    if (evidence.state !== 'found') return notThere(evidence, fulfils);
    const { digest, manifests } = evidence;
    return {
      state: 'found',
      image: {
        name,
        tag,
        digest,
        manifests,
        ...(policy !== undefined && { policy }),
        sha: headSha,
      },
    };
  } catch (error) {
    if (isWaiting(error) || isRefused(error))
      return notThere({ state: 'unknown', reason: error.message }, fulfils);
    throw error;
  }
}

/** Whoever asks for a redeploy wants what the tag names by now. What a fork's tag names was fixed when its commit was approved (rule 7.23). */
function asksAnew(record: PreviewRecord | undefined): boolean {
  return record?.redeploy !== undefined && !isFork(record.pullRequest);
}

/** What was found once is deployed again, although its tag may be gone from the registry. */
function notThere(
  status: Exclude<ImageStatus, { state: 'found' }>,
  known: FoundImage | undefined,
): ImageStatus {
  return known ? { state: 'found', image: known } : status;
}

/** What was verified is deployed: a tag could name something else by then. */
function deploysDigest({ set }: DesiredImage): boolean {
  return set.kustomize !== undefined || set.helm?.digest !== undefined;
}
