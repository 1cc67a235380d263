import {
  Cluster,
  groupOf,
  KubernetesObject,
  resources,
} from '../../kubernetes';
import { Application } from './application';

interface GroupKind {
  group: string;
  kind: string;
}

export interface AppProject extends KubernetesObject {
  spec: {
    sourceRepos?: string[];
    destinations?: { server?: string; name?: string; namespace?: string }[];
    sourceNamespaces?: string[];
    clusterResourceWhitelist?: GroupKind[];
    clusterResourceBlacklist?: GroupKind[];
    namespaceResourceWhitelist?: GroupKind[];
    namespaceResourceBlacklist?: GroupKind[];
  };
}

/** The API server of the cluster that Argo CD itself runs in. */
export const inCluster = 'https://kubernetes.default.svc';

function matches(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`).test(value);
}

const lists = (
  list: GroupKind[] | undefined,
  group: string,
  kind: string,
): boolean =>
  Boolean(
    list?.some(each => matches(each.group, group) && matches(each.kind, kind)),
  );

/** Why an Application has no project, in the controller's own words. */
export interface MissingProject {
  error: string;
}

export const isMissing = (
  found: AppProject | MissingProject,
): found is MissingProject => !('metadata' in found);

/** Finds the project of an Application, if it may use it. */
export function findProject(
  cluster: Cluster,
  namespace: string,
  { metadata, spec }: Application,
): AppProject | MissingProject {
  const project = cluster.get<AppProject>(
    resources.appProjects,
    namespace,
    spec.project,
  );
  if (!project)
    return {
      error: `Application referencing project ${spec.project} which does not exist`,
    };
  const foreign = metadata.namespace !== namespace;
  if (
    foreign &&
    !project.spec.sourceNamespaces?.some(pattern =>
      matches(pattern, metadata.namespace!),
    )
  ) {
    return {
      error: `application '${metadata.name}' in namespace '${metadata.namespace}' is not permitted to use project '${spec.project}'`,
    };
  }
  return project;
}

/** What in the Application's spec its project does not allow. */
export function specErrors(
  project: AppProject,
  { spec }: Application,
): string[] {
  const { name } = project.metadata;
  const errors: string[] = [];
  const repoURL = spec.source?.repoURL ?? '';
  if (!spec.source?.repoURL || spec.source.path === undefined) {
    return [
      'spec.source.repoURL and either spec.source.path or spec.source.chart are required',
    ];
  }
  if (!project.spec.sourceRepos?.some(pattern => matches(pattern, repoURL))) {
    errors.push(
      `application repo ${repoURL} is not permitted in project '${name}'`,
    );
  }
  const { server = inCluster, namespace = '' } = spec.destination;
  const permitted = project.spec.destinations?.some(
    destination =>
      matches(destination.namespace ?? '', namespace) &&
      (destination.server
        ? matches(destination.server, server)
        : destination.name === 'in-cluster'),
  );
  if (!permitted) {
    errors.push(
      `application destination server '${server}' and namespace '${namespace}' do not match any of the allowed destinations in project '${name}'`,
    );
  }
  return errors;
}

/** Why a rendered object may not be synced, or undefined. */
export function resourceError(
  { metadata, spec }: AppProject,
  object: KubernetesObject,
  namespaced: boolean,
): string | undefined {
  const group = groupOf(object);
  const allowed = namespaced
    ? (!spec.namespaceResourceWhitelist ||
        lists(spec.namespaceResourceWhitelist, group, object.kind)) &&
      !lists(spec.namespaceResourceBlacklist, group, object.kind)
    : lists(spec.clusterResourceWhitelist, group, object.kind) &&
      !lists(spec.clusterResourceBlacklist, group, object.kind);
  return allowed
    ? undefined
    : `resource ${group}:${object.kind} is not permitted in project ${metadata.name}`;
}
