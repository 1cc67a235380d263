import {
  fillPlaceholders,
  parseDuration,
  placeholderValuesOf,
} from '@previewenv/plugin-preview-environments-common';
import {
  DesiredDeployment,
  DesiredEdgeRoute,
  DesiredImage,
  PullRequest,
} from '@previewenv/plugin-preview-environments-node';
import { CleanupJob, cleanupJobOf } from './cleanup';
import { ComponentDefinition } from './components';
import { ClusterPolicy, PreviewPolicy } from './policy';
import { FoundImage } from './record';
import { PreviewStamp, stampOf } from './stamp';

/** The namespace made for a preview in one cluster. */
export interface DesiredWorkspace {
  previewId: string;
  cluster: string;
  namespace: string;
  stamp: PreviewStamp;
  /** What each component's pods need at steady state; empty leaves the namespace without a quota. */
  guardRails: GuardRails[];
  /** Namespaces of the shared baseline: pods may call them and be called from them. */
  baselineNamespaces: string[];
  /** Namespaces that pods may call besides. */
  egress: string[];
  /** Names that resolve to the shared baseline (rule 7.1). */
  aliases: { name: string; namespace: string }[];
}

/** Kubernetes quantities, for instance `500m` and `1Gi`. */
export interface GuardRails {
  cpu: string | undefined;
  memory: string | undefined;
  pods: number | undefined;
}

/** A component of a preview, complete but for what only the registry knows. */
export interface DesiredComponent {
  name: string;
  entityRefs: string[];
  cluster: string;
  namespace: string;
  images: { image: DesiredImage; waitMilliseconds: number }[];
  deployment: DesiredDeployment;
  /** What is to be done when the preview goes. */
  cleanup: CleanupJob | undefined;
  route: (DesiredEdgeRoute & { url: string; probe: Probe }) | undefined;
}

/** How a component shows that it answers (rule 7.7). */
export interface Probe {
  path: string;
  /** Which answers count, for instance `200-399`. */
  status: string;
  timeoutMilliseconds: number;
}

export interface DesiredPreview {
  workspaces: DesiredWorkspace[];
  components: DesiredComponent[];
}

/** The whole desired state of a preview at its pull request's head, or what is wrong with it in words that name the field and the cure. */
export function desire(
  previewId: string,
  pullRequest: PullRequest,
  definitions: ComponentDefinition[],
  policy: PreviewPolicy,
  stamp: PreviewStamp = stampOf(pullRequest, undefined),
): { desired: DesiredPreview } | { problem: string } {
  const components: DesiredComponent[] = [];
  for (const definition of definitions) {
    const cluster = policy.clusters[definition.definition.spec.cluster];
    if (!cluster) {
      const known = Object.keys(policy.clusters).join(', ') || 'none';
      return {
        problem: `${definition.path}: spec.cluster: ${definition.definition.spec.cluster} is not one of the configured clusters (${known})`,
      };
    }
    const component = desiredComponent(
      previewId,
      pullRequest,
      definition,
      policy,
      cluster,
    );
    const problem =
      hostProblem(definition, component, cluster) ??
      twice(components, component);
    if (problem) return { problem };
    components.push(component);
  }
  return {
    desired: {
      workspaces: workspaces(previewId, stamp, definitions, components),
      components,
    },
  };
}

function desiredComponent(
  previewId: string,
  pullRequest: PullRequest,
  { name, entityRefs, definition }: ComponentDefinition,
  policy: PreviewPolicy,
  cluster: ClusterPolicy,
): DesiredComponent {
  const { spec } = definition;
  const values = placeholderValuesOf({
    previewId,
    pullRequest: {
      number: pullRequest.number,
      baseRef: pullRequest.base.ref,
      headRef: pullRequest.head.ref,
    },
    commitSha: pullRequest.head.sha,
    component: name,
  });
  const fill = (text: string) => fillPlaceholders(text, values);
  const namespace = `${policy.namespacePrefix}${previewId}`;
  const images = spec.images.map(image => ({
    image: {
      name: image.name,
      tag: fill(image.tag),
      digest: undefined,
      set: image.set,
    },
    waitMilliseconds: parseDuration(image.wait),
  }));
  const host = spec.routing && fill(spec.routing.host);
  const url = host && publicUrl(cluster, host);
  const common = {
    previewId,
    component: name,
    cluster: spec.cluster,
    namespace,
  };
  return {
    name,
    entityRefs,
    cluster: spec.cluster,
    namespace,
    images,
    deployment: {
      ...common,
      source: {
        repoURL: spec.source.repoURL,
        path: spec.source.path,
        targetRevision: spec.source.targetRevision,
        helm: spec.source.helm && {
          parameters: Object.fromEntries(
            Object.entries(spec.source.helm.parameters).map(([key, text]) => [
              key,
              fill(text),
            ]),
          ),
          valueFiles: spec.source.helm.valueFiles,
        },
        kustomize: spec.source.kustomize,
      },
      images: images.map(({ image }) => image),
      pullRequestUrl: pullRequest.url,
      headSha: pullRequest.head.sha,
      url,
    },
    cleanup: cleanupJobOf(
      definition,
      { component: name, cluster: spec.cluster, namespace },
      values,
    ),
    route:
      spec.routing && host && url
        ? {
            ...common,
            host,
            headSha: pullRequest.head.sha,
            backend: {
              service: spec.routing.service.name,
              port: spec.routing.service.port,
            },
            url,
            probe: {
              path: spec.routing.probe.path,
              status: spec.routing.probe.status,
              timeoutMilliseconds: parseDuration(spec.routing.probe.timeout),
            },
          }
        : undefined,
  };
}

/** The same component with the images that were found, so that their digests are deployed. */
export function withImages(
  component: DesiredComponent,
  found: FoundImage[],
): DesiredComponent {
  const images = component.deployment.images.map(image => ({
    ...image,
    digest: found.find(
      candidate => candidate.name === image.name && candidate.tag === image.tag,
    )?.digest,
  }));
  return { ...component, deployment: { ...component.deployment, images } };
}

function workspaces(
  previewId: string,
  stamp: PreviewStamp,
  definitions: ComponentDefinition[],
  components: DesiredComponent[],
): DesiredWorkspace[] {
  return [...new Set(components.map(({ cluster }) => cluster))].map(cluster => {
    const here = definitions.filter(
      ({ definition }) => definition.spec.cluster === cluster,
    );
    const own = new Set(
      components.flatMap(({ route }) => (route ? [route.backend.service] : [])),
    );
    const aliases = new Map<string, { name: string; namespace: string }>();
    for (const { definition } of here) {
      for (const name of definition.spec.baseline?.services ?? []) {
        if (!own.has(name))
          aliases.set(name, {
            name,
            namespace: definition.spec.baseline!.namespace,
          });
      }
    }
    return {
      previewId,
      cluster,
      namespace: components[0].namespace,
      stamp,
      guardRails: here.map(({ definition: { spec } }) => ({
        cpu: spec.guardRails.cpu,
        memory: spec.guardRails.memory,
        pods: spec.guardRails.pods,
      })),
      baselineNamespaces: [
        ...new Set(
          here.flatMap(
            ({ definition }) => definition.spec.baseline?.namespace ?? [],
          ),
        ),
      ].sort(),
      egress: [
        ...new Set(
          here.flatMap(({ definition }) => definition.spec.guardRails.egress),
        ),
      ].sort(),
      aliases: [...aliases.values()].sort((a, b) =>
        a.name.localeCompare(b.name),
      ),
    };
  });
}

function publicUrl(
  { publicScheme, publicPort }: ClusterPolicy,
  host: string,
): string {
  const standard = publicScheme === 'https' ? 443 : 80;
  return `${publicScheme}://${host}${
    publicPort === standard ? '' : `:${publicPort}`
  }/`;
}

function hostProblem(
  definition: ComponentDefinition,
  component: DesiredComponent,
  cluster: ClusterPolicy,
): string | undefined {
  const host = component.route?.host;
  if (!host || cluster.hostSuffixes.some(suffix => host.endsWith(`.${suffix}`)))
    return undefined;
  return `${
    definition.path
  }: spec.routing.host: ${host} is outside the hosts that previews on ${
    component.cluster
  } may have (they end in ${cluster.hostSuffixes
    .map(suffix => `.${suffix}`)
    .join(' or ')})`;
}

function twice(
  earlier: DesiredComponent[],
  component: DesiredComponent,
): string | undefined {
  const sameName = earlier.find(({ name }) => name === component.name);
  if (sameName)
    return `Two definitions name the component ${component.name}; metadata.name must be unique in a repository`;
  const host = component.route?.host;
  const sameHost = earlier.find(
    ({ route }) => host !== undefined && route?.host === host,
  );
  if (sameHost)
    return `The components ${sameHost.name} and ${component.name} both ask for the host ${host}; give one of them another spec.routing.host`;
  return undefined;
}
