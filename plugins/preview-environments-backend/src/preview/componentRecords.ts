import { DesiredComponent } from './desired';
import { Observed } from './facts';
import { ComponentRecord } from './record';

/** What is remembered of a component that should exist. */
export function componentRecord(
  component: DesiredComponent,
  observed: Observed,
): ComponentRecord {
  const { images, deployment } = observed.componentFacts[component.name];
  const { deployments } = observed.clusters[component.cluster];
  const found =
    deployments.state === 'known'
      ? deployments.found.find(one => one.component === component.name)
      : undefined;
  return {
    name: component.name,
    entityRefs: component.entityRefs,
    cluster: component.cluster,
    namespace: component.namespace,
    application: found?.name,
    image:
      component.images[0] &&
      `${component.images[0].image.name}:${component.images[0].image.tag}`,
    health: deployment.state,
    reason: 'reason' in deployment ? deployment.reason : undefined,
    images: images.flatMap(status =>
      status.state === 'found' ? [status.image] : [],
    ),
    urls: component.route?.urls ?? [],
    stableHosts: component.route?.stable?.hosts,
  };
}

/** Components that nothing was made for: by their entities people still find out why. */
export function unmade(
  previewId: string,
  { components, policy }: Observed,
): ComponentRecord[] {
  return components.map(({ name, entityRefs, definition }) => ({
    name,
    entityRefs,
    cluster: definition.spec.cluster,
    namespace: `${policy.namespacePrefix}${previewId}`,
    application: undefined,
    image: undefined,
    health: 'absent',
    reason: undefined,
    images: [],
    urls: [],
  }));
}

/** What is remembered of a component that goes, of whose Application no more is said than that it is there. */
export function leavingComponent(
  component: ComponentRecord,
  { clusters }: Pick<Observed, 'clusters'>,
): ComponentRecord {
  const deployments = clusters[component.cluster]?.deployments;
  if (deployments?.state === 'unknown')
    return { ...component, health: 'unknown', reason: undefined };
  const isLeft = deployments?.found.some(
    ({ component: name }) => name === component.name,
  );
  return {
    ...component,
    application: isLeft ? component.application : undefined,
    health: isLeft ? 'deleting' : 'absent',
    reason: undefined,
  };
}
