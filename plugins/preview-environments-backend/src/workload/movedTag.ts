import { DesiredImage } from '@previewenv/plugin-preview-environments-node';
import { KubernetesObject } from '../kubernetes';
import { PodView } from './trouble';

/** An image, with the digests of the content that was found under its tag. */
export interface FoundContent extends DesiredImage {
  /** Of single platforms, where the digest is an index of them. Some nodes name those. */
  manifests?: string[];
}

const digestForm = /@(sha256:[0-9a-f]{64})$/;

/** A container that was deployed by its tag, and runs other content than the tag had when it was found. */
export interface MovedTag {
  pod: string;
  image: FoundContent & { digest: string };
  /** What it runs. */
  digest: string;
}

/**
 * What a node has pulled is compared with what was found (rule 7.23), because a tag can be pushed again in between. A node that names no
 * digest proves nothing, and is believed.
 */
export function movedTags(
  pods: KubernetesObject[],
  images: FoundContent[],
): MovedTag[] {
  return pods.flatMap(pod => {
    const { spec, status } = pod as PodView;
    return (spec?.containers ?? []).flatMap(container => {
      const image = images.find(
        ({ name, tag }) => container.image === `${name}:${tag}`,
      );
      const running = status?.containerStatuses?.find(
        ({ name }) => name === container.name,
      );
      const digest = digestForm.exec(running?.imageID ?? '')?.[1];
      if (image?.digest === undefined || digest === undefined) return [];
      const found = { ...image, digest: image.digest };
      return [found.digest, ...(found.manifests ?? [])].includes(digest)
        ? []
        : [{ pod: pod.metadata.name, image: found, digest }];
    });
  });
}

/** In words for a developer, with the cure. */
export function movedText({ pod, image, digest }: MovedTag): string {
  return `Pod ${pod} runs ${short(digest)} of ${image.name}:${
    image.tag
  }, which was ${short(
    image.digest,
  )} when it was found: the tag was pushed again. Have its digest deployed, by spec.images[].set, or redeploy`;
}

function short(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}
