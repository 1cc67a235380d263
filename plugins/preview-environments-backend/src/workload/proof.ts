import { DesiredImage } from '@previewenv/plugin-preview-environments-node';
import { KubernetesObject } from '../kubernetes';
import { WorkloadStatus } from '../preview';
import { creationTrouble, podTrouble, PodView } from './trouble';

interface EndpointSliceView {
  endpoints?: {
    conditions?: { ready?: boolean };
    targetRef?: { kind?: string; name?: string };
  }[];
}

/**
 * Proves the commit (rule 7.7): the Service has ready pods, and every one of them runs the wanted images. During a rolling
 * update the pods of the commit before are ready too, so one match is no proof.
 */
export function workloadOf(options: {
  service: string;
  images: DesiredImage[];
  slices: KubernetesObject[];
  pods: KubernetesObject[];
  /** Warnings of the namespace. */
  events: KubernetesObject[];
}): WorkloadStatus {
  const { service, images, slices, pods, events } = options;
  const wanted = pods.filter(pod => runsWanted(pod, images));
  const trouble =
    wanted.length > 0
      ? wanted.map(podTrouble).find(Boolean)
      : creationTrouble(events);
  const ready = new Set(
    slices.flatMap(slice =>
      ((slice as EndpointSliceView).endpoints ?? []).flatMap(
        ({ conditions, targetRef }) =>
          conditions?.ready && targetRef?.kind === 'Pod' && targetRef.name
            ? [targetRef.name]
            : [],
      ),
    ),
  );
  if (ready.size === 0)
    return {
      state: 'starting',
      reason: `Service ${service} has no ready pod yet.`,
      trouble,
    };
  const old = [...ready].filter(name => {
    const pod = pods.find(({ metadata }) => metadata.name === name);
    return !pod || !runsWanted(pod, images);
  });
  if (old.length > 0)
    return {
      state: 'starting',
      reason: `Pods of another commit still answer: ${old.join(', ')}.`,
      trouble,
    };
  return { state: 'proven' };
}

function runsWanted(pod: KubernetesObject, images: DesiredImage[]): boolean {
  const running = ((pod as PodView).spec?.containers ?? []).map(
    ({ image }) => image,
  );
  return images.every(({ name, tag, digest }) =>
    running.some(
      image =>
        image === `${name}:${tag}` ||
        (digest !== undefined &&
          (image === `${name}@${digest}` ||
            image === `${name}:${tag}@${digest}`)),
    ),
  );
}
