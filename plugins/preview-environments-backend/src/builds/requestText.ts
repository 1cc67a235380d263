import { BuildRequest, isBranch } from '../preview';

/**
 * What whoever builds is told, the same by every way. Nothing in it was written by the author of a pull request: workflows are known to put
 * their inputs into scripts. `images` are separated by blanks.
 */
export function inputsOf({
  previewId,
  number,
  sha,
  images,
}: BuildRequest): Record<string, string> {
  return {
    preview: previewId,
    // What has none gets no word for it: workflows check out by it otherwise.
    pull_request: isBranch({ number }) ? '' : String(number),
    commit: sha,
    images: images.join(' '),
  };
}

/** Names one build for whoever gets the same request twice; what a person wants once more is another one. */
export function requestKey({ previewId, sha, wantedAt }: BuildRequest): string {
  return [previewId, sha, ...(wantedAt ? [wantedAt.getTime()] : [])].join('/');
}
