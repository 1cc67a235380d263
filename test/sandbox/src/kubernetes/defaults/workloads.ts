import { Draft, fill, listOf, partOf } from './fill';
import { canonicalQuantities } from './quantity';

const podDefaults = {
  restartPolicy: 'Always',
  terminationGracePeriodSeconds: 30,
  dnsPolicy: 'ClusterFirst',
  securityContext: {},
  schedulerName: 'default-scheduler',
};

function probeDefaults(probe: Draft | undefined): void {
  if (!probe) return;
  fill(probe, {
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  });
  const http = partOf(probe.httpGet);
  if (http) fill(http, { path: '/', scheme: 'HTTP' });
}

function pullPolicy(image: string): string {
  const name = image.slice(image.lastIndexOf('/') + 1);
  return !name.includes('@') &&
    (!name.includes(':') || name.endsWith(':latest'))
    ? 'Always'
    : 'IfNotPresent';
}

export function defaultPodSpec(spec: Draft): void {
  fill(spec, podDefaults);
  if (typeof spec.serviceAccountName === 'string')
    fill(spec, { serviceAccount: spec.serviceAccountName });
  for (const container of [
    ...listOf(spec.containers),
    ...listOf(spec.initContainers),
  ]) {
    fill(container, {
      resources: {},
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      imagePullPolicy: pullPolicy(String(container.image ?? '')),
    });
    for (const port of listOf(container.ports)) fill(port, { protocol: 'TCP' });
    for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe'])
      probeDefaults(partOf(container[probe]));
    const resources = partOf(container.resources);
    canonicalQuantities(partOf(resources?.requests));
    canonicalQuantities(partOf(resources?.limits));
  }
}

export function defaultPod(object: Draft): void {
  const spec = (object.spec ??= {}) as Draft;
  defaultPodSpec(spec);
  fill(spec, {
    serviceAccountName: 'default',
    serviceAccount: 'default',
    enableServiceLinks: true,
  });
  object.status ??= { phase: 'Pending', qosClass: 'BestEffort' };
}

export function defaultDeployment(object: Draft): void {
  const spec = (object.spec ??= {}) as Draft;
  fill(spec, {
    replicas: 1,
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    strategy: {
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' },
    },
  });
  const template = partOf(spec.template);
  if (template) defaultPodSpec((template.spec ??= {}) as Draft);
  object.status ??= {};
}

export function defaultJob(object: Draft): void {
  const spec = (object.spec ??= {}) as Draft;
  fill(spec, {
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    completions: 1,
    parallelism: 1,
    podReplacementPolicy: 'TerminatingOrFailed',
    suspend: false,
  });
  const template = partOf(spec.template);
  if (template) defaultPodSpec((template.spec ??= {}) as Draft);
  object.status ??= {};
}

export function defaultReplicaSet(object: Draft): void {
  fill((object.spec ??= {}) as Draft, { replicas: 1 });
  object.status ??= { replicas: 0 };
}
