import { Hub } from '../github/hub';
import { headlineFile } from '../github/page/pages';
import { imageLabels } from '../services';

/** Puts a built image into a registry. */
export type PushImage = (image: {
  name: string;
  tag: string;
  labels: Record<string, string>;
}) => void | Promise<void>;

/** A step that ends a build: `RUN false`. */
const failingStep = /^RUN (false|exit [1-9]\d*)\s*$/m;

/** What the build of a commit makes: the labels of its image. Undefined when it has no Dockerfile, or one that fails. */
export function buildOf(
  { objects }: Hub,
  sha: string,
): Record<string, string> | undefined {
  const dockerfile = objects.readFile(sha, 'Dockerfile')?.toString();
  if (dockerfile === undefined || failingStep.test(dockerfile))
    return undefined;
  const declared = [
    ...dockerfile.matchAll(/^LABEL\s+([\w.-]+)="?([^"\n]*?)"?\s*$/gm),
  ].map(([, name, value]) => [name, value]);
  const headline = objects.readFile(sha, headlineFile)?.toString().trim();
  return {
    ...Object.fromEntries(declared),
    [imageLabels.commit]: sha,
    ...(headline ? { [imageLabels.headline]: headline } : {}),
  };
}
