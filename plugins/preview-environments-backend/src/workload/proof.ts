import { FailingHop } from '@previewenv/plugin-preview-environments-common';
import { DesiredImage } from '@previewenv/plugin-preview-environments-node';
import { KubernetesObject } from '../kubernetes';
import { WorkloadStatus } from '../preview';
import { FoundContent, movedTags, movedText } from './movedTag';
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
  images: FoundContent[];
  slices: KubernetesObject[];
  pods: KubernetesObject[];
  /** Warnings of the namespace. */
  events: KubernetesObject[];
}): WorkloadStatus {
  const { service, images, slices, pods, events } = options;
  const wanted = pods.filter(pod => runsWanted(pod, images));
  const troubled = wanted.find(pod => podTrouble(pod));
  const trouble =
    wanted.length > 0
      ? troubled && podTrouble(troubled)
      : creationTrouble(events, pods);
  const endpoints = slices.flatMap(
    slice => (slice as EndpointSliceView).endpoints ?? [],
  );
  const ready = new Set(
    endpoints.flatMap(({ conditions, targetRef }) =>
      // A cluster that does not say counts as ready (EndpointSlice, EndpointConditions).
      conditions?.ready !== false && targetRef?.kind === 'Pod' && targetRef.name
        ? [targetRef.name]
        : [],
    ),
  );
  if (ready.size === 0)
    return {
      state: 'starting',
      ...(endpoints.length === 0 && wanted.some(isReady)
        ? {
            reason: `Service ${service} has no endpoints, although its pods are ready. Does its selector match their labels?`,
          }
        : { reason: `Service ${service} has no ready pod yet.` }),
      trouble,
      hop:
        trouble === undefined && endpoints.length === 0
          ? { hop: 'endpoints', service }
          : podHop(troubled ?? wanted.find(pod => !isReady(pod))),
    };
  const old = [...ready].filter(name => {
    const pod = pods.find(({ metadata }) => metadata.name === name);
    return !pod || !runsWanted(pod, images);
  });
  if (old.length > 0)
    return {
      state: 'starting',
      reason: `Pods of another commit or build still answer: ${old.join(
        ', ',
      )}.`,
      trouble,
      hop:
        trouble === undefined
          ? { hop: 'version', found: old.join(', ') }
          : podHop(troubled),
    };
  const moved = movedTags(pods, images).find(({ pod }) => ready.has(pod));
  if (moved) {
    const reason = movedText(moved);
    const hop = { hop: 'version', found: moved.digest } as const;
    return { state: 'starting', reason, trouble: reason, hop };
  }
  return { state: 'proven' };
}

function podHop(pod: KubernetesObject | undefined): FailingHop {
  return pod ? { hop: 'pod', pod: pod.metadata.name } : { hop: 'pod' };
}

function isReady(pod: KubernetesObject): boolean {
  return ((pod as PodView).status?.conditions ?? []).some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
}

/** Of several images the pods behind one Service need not run all, but at least one, and none of another commit. */
function runsWanted(pod: KubernetesObject, images: DesiredImage[]): boolean {
  const running = ((pod as PodView).spec?.containers ?? []).flatMap(
    ({ image }) => {
      const wanted = images.filter(({ name }) => name === repositoryOf(image));
      return wanted.length > 0 ? [wanted.some(one => isImage(image, one))] : [];
    },
  );
  return running.length > 0 && running.every(Boolean);
}

function isImage(image: string, { name, tag, digest }: DesiredImage): boolean {
  return (
    image === `${name}:${tag}` ||
    (digest !== undefined &&
      (image === `${name}@${digest}` || image === `${name}:${tag}@${digest}`))
  );
}

/** Without digest and tag; a port of the registry is no tag. */
function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/]*$/, '');
}
