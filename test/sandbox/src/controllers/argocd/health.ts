import { Condition, KubernetesObject } from '../../kubernetes';
import { Deployment } from '../kinds';
import { HealthCode } from './application';

const order: HealthCode[] = [
  'Healthy',
  'Suspended',
  'Progressing',
  'Missing',
  'Degraded',
  'Unknown',
];

/** Kinds that have a health at all; others never hold an Application back. */
const assessed = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'Pod',
  'Service',
  'Job',
  'HTTPRoute',
  'PersistentVolumeClaim',
]);

export function worst(codes: HealthCode[]): HealthCode {
  return codes.reduce(
    (a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a),
    'Healthy',
  );
}

function deploymentHealth({ metadata, spec, status }: Deployment): HealthCode {
  if (spec.paused) return 'Suspended';
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0))
    return 'Progressing';
  const progressing = status.conditions?.find(
    ({ type }) => type === 'Progressing',
  );
  if (progressing?.reason === 'ProgressDeadlineExceeded') return 'Degraded';
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0 } = status;
  const finished =
    updatedReplicas >= spec.replicas &&
    replicas <= updatedReplicas &&
    availableReplicas >= updatedReplicas;
  return finished ? 'Healthy' : 'Progressing';
}

function routeHealth({ metadata, status }: KubernetesObject): HealthCode {
  const parents = (
    status as { parents?: { conditions?: Condition[] }[] } | undefined
  )?.parents;
  if (!parents?.length) return 'Progressing';
  const conditions = parents.flatMap(parent => parent.conditions ?? []);
  const current = conditions.filter(
    ({ observedGeneration }) => observedGeneration === metadata.generation,
  );
  return current.some(({ status: is }) => is === 'False')
    ? 'Degraded'
    : 'Healthy';
}

/** The health of one object, or undefined when its kind has none. */
export function healthOf(
  kind: string,
  live: KubernetesObject | undefined,
): HealthCode | undefined {
  if (!assessed.has(kind)) return undefined;
  if (!live) return 'Missing';
  if (kind === 'Deployment') return deploymentHealth(live as Deployment);
  if (kind === 'HTTPRoute') return routeHealth(live);
  return 'Healthy';
}
