import {
  fillPlaceholders,
  parseDuration,
  placeholderValuesOf,
  PlaceholderValues,
  PreviewDefinition,
} from '@previewenv/plugin-preview-environments-common';
import {
  DesiredDeployment,
  DesiredImage,
  DesiredMeshRoute,
  PullRequest,
} from '@previewenv/plugin-preview-environments-node';
import { aliasesOf, DesiredAlias } from './aliases';
import { branchProblem, isBranch } from './branches';
import { DesiredBuild, buildOf } from './builds';
import { CleanupJob, cleanupJobOf } from './cleanup';
import { ComponentDefinition } from './components';
import { forkImageProblem, tagValues } from './forkImages';
import { amongMembers } from './members';
import { hostProblem, namedTwice } from './hosts';
import { meshRoutesOf, overriddenTwice } from './meshRoutes';
import { ClusterPolicy, PreviewPolicy } from './policy';
import { FoundImage } from './record';
import { PreviewStamp, stampOf } from './stamp';
import { DesiredRoute, originOf, wayIn } from './wayIn';

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
  /** Namespaces of the previews in its group: pods may call them and be called from them. */
  groupNamespaces: string[];
  /** Namespaces that pods may call besides. */
  egress: string[];
  /** Names of the shared baseline that its pods call (rule 7.1). */
  aliases: DesiredAlias[];
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
  images: {
    image: DesiredImage;
    /** What it has to be for, as `linux/arm64`; undefined: anything. */
    platforms?: string[];
    /** Digests of its images of single platforms; undefined while it was not found. */
    manifests?: string[];
    waitMilliseconds: number;
    /** Undefined: it is built without us, and nobody says how that goes. */
    build?: DesiredBuild;
  }[];
  deployment: DesiredDeployment;
  /** What is to be done when the preview goes. */
  cleanup: CleanupJob | undefined;
  /** Its own Service; undefined when it is not reached by requests. */
  service: { name: string; port: number } | undefined;
  /** The way in from outside: to its Service, or to an entry point of the baseline. */
  route: DesiredRoute | undefined;
  /** The ways from callers of the baseline Services that it stands for. */
  mesh: DesiredMeshRoute[];
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
      stamp,
    );
    const problem =
      (isBranch(pullRequest) ? branchProblem(definition) : undefined) ??
      forkImageProblem(definition, pullRequest, policy.trust) ??
      hostProblem(definition, component, cluster) ??
      namedTwice(components, component) ??
      overriddenTwice(components, component);
    if (problem) return { problem };
    components.push(component);
  }
  return {
    desired: {
      workspaces: workspaces(previewId, stamp, definitions, components),
      components: together(components, definitions, policy),
    },
  };
}

/** Each route as the other components make it. */
function together(
  components: DesiredComponent[],
  definitions: ComponentDefinition[],
  policy: PreviewPolicy,
): DesiredComponent[] {
  const members = components.map((component, index) => ({
    ...component,
    component: component.name,
    definition: definitions[index].definition,
  }));
  return components.map((component, index) => ({
    ...component,
    route: amongMembers(
      members[index],
      members,
      policy.clusters[component.cluster],
    ),
  }));
}

function desiredComponent(
  previewId: string,
  pullRequest: PullRequest,
  { name, entityRefs, definition }: ComponentDefinition,
  policy: PreviewPolicy,
  cluster: ClusterPolicy,
  { createdAt }: PreviewStamp,
): DesiredComponent {
  const { spec } = definition;
  const known = placeholderValuesOf({
    previewId,
    pullRequest: {
      number: pullRequest.number,
      baseRef: pullRequest.base.ref,
      headRef: pullRequest.head.ref,
    },
    commitSha: pullRequest.head.sha,
    component: name,
  });
  const namespace = `${policy.namespacePrefix}${previewId}`;
  const place = {
    previewId,
    component: name,
    cluster: spec.cluster,
    namespace,
    headSha: pullRequest.head.sha,
    life: createdAt,
  };
  const route = wayIn(definition, place, known, cluster);
  const values: PlaceholderValues = {
    ...known,
    'preview.origin': route ? originOf(cluster, route.host) : '',
  };
  const fill = (text: string) => fillPlaceholders(text, values);
  const images = spec.images.map(image => ({
    image: {
      name: image.name,
      tag: fillPlaceholders(image.tag, tagValues(values, pullRequest)),
      digest: undefined,
      set: image.set,
    },
    platforms: cluster.platforms,
    waitMilliseconds: parseDuration(image.wait),
    build: image.build && buildOf(image.build),
  }));
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
      url: route?.url,
    },
    cleanup: cleanupJobOf(
      definition,
      { component: name, cluster: spec.cluster, namespace },
      values,
    ),
    service: spec.routing && {
      name: spec.routing.service.name,
      port: spec.routing.service.port,
    },
    route,
    mesh: meshRoutesOf(definition, place),
  };
}

/** The same component with the images that were found, so that their digests are deployed. */
export function withImages(
  component: DesiredComponent,
  found: FoundImage[],
): DesiredComponent {
  const foundOf = (image: { name: string; tag: string }) =>
    found.find(({ name, tag }) => name === image.name && tag === image.tag);
  return {
    ...component,
    images: component.images.map(one => ({
      ...one,
      manifests: foundOf(one.image)?.manifests,
    })),
    deployment: {
      ...component.deployment,
      images: component.deployment.images.map(image => ({
        ...image,
        digest: foundOf(image)?.digest,
      })),
    },
  };
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
      baselineNamespaces: baselineNamespaces(
        here.map(({ definition }) => definition),
      ),
      groupNamespaces: [],
      egress: [
        ...new Set(
          here.flatMap(({ definition }) => definition.spec.guardRails.egress),
        ),
      ].sort(),
      aliases: aliasesOf(
        here.map(({ definition }) => definition),
        components[0].namespace,
      ),
    };
  });
}

/** Where those may be that call a preview: the shared environment, and the Services that it stands for or comes in by. */
function baselineNamespaces(definitions: PreviewDefinition[]): string[] {
  const named = definitions.flatMap(({ spec: { baseline, routing } }) => [
    ...(baseline ? [baseline.namespace] : []),
    ...(routing?.entry ? [routing.entry.namespace] : []),
    ...(routing && routing.mesh !== 'none'
      ? routing.mesh.map(({ namespace }) => namespace)
      : []),
  ]);
  return [...new Set(named)].sort();
}
