import { createHash } from 'node:crypto';
import {
  DesiredDeployment,
  DesiredImage,
} from '@previewenv/plugin-preview-environments-node';
import {
  annotations,
  Application,
  componentLabel,
  KubernetesObject,
  labelsOf,
} from '../../kubernetes';

/** Where Applications go, from the cluster's configuration; never from a pull request or a definition. */
export interface ArgoCdSettings {
  instance: string;
  /** The namespace of the Applications. */
  namespace: string;
  project: string;
  destination: { server: string } | { name: string };
}

/** Deletes what the Application made before the Application itself goes. */
export const resourcesFinalizer = 'resources-finalizer.argocd.argoproj.io';

/** CreateNamespace would leave a namespace behind that nobody tracks: it is ours to make and to remove. */
export const syncOptions = [
  'CreateNamespace=false',
  'PruneLast=true',
  'FailOnSharedResource=true',
];

/** Helm's limit on a release name, which is the Application's name by default. */
const longestName = 53;

/** `<preview>-<component>`, cut with a hash where it would be too long. */
export function applicationName(previewId: string, component: string): string {
  const name = `${previewId}-${component}`;
  if (name.length <= longestName) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name
    .slice(0, longestName - hash.length - 1)
    .replace(/-+$/, '')}-${hash}`;
}

/** The whole Application of a component. The image of the commit goes straight into its source: there is no other writer. */
export function applicationOf(
  deployment: DesiredDeployment,
  settings: ArgoCdSettings,
): KubernetesObject {
  const { server, name } = {
    server: undefined,
    name: undefined,
    ...settings.destination,
  };
  return {
    apiVersion: Application.apiVersion,
    kind: Application.kind,
    metadata: {
      name: applicationName(deployment.previewId, deployment.component),
      namespace: settings.namespace,
      labels: {
        ...labelsOf({ instance: settings.instance, id: deployment.previewId }),
        [componentLabel]: deployment.component,
      },
      annotations: {
        [annotations.pullRequest]: deployment.pullRequestUrl,
        [annotations.headSha]: deployment.headSha,
        [annotations.cluster]: deployment.cluster,
        ...(deployment.url && {
          'link.argocd.argoproj.io/external-link': deployment.url,
        }),
      },
      finalizers: [resourcesFinalizer],
    },
    spec: {
      project: settings.project,
      source: sourceOf(deployment),
      destination: {
        ...(server ? { server } : { name }),
        namespace: deployment.namespace,
      },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions,
        retry: {
          limit: 5,
          backoff: { duration: '5s', factor: 2, maxDuration: '1m' },
        },
      },
      revisionHistoryLimit: 2,
    },
  };
}

/** Argo CD substitutes `$NAME` in these fields; `$$` is a literal one (Argo CD, build environment). */
const literal = (text: string) => text.replace(/\$/g, '$$$$');

/**
 * The source in the form in which Argo CD itself writes it, that is without empty fields: what was compared is held against it, and a
 * field that Argo CD leaves out would look like a source that was never compared.
 */
export function sourceOf({
  source,
  images,
  component,
}: DesiredDeployment): Record<string, unknown> {
  const { repoURL, path, targetRevision } = source;
  const common = { repoURL, path, targetRevision };
  const kustomized = images.flatMap(kustomizeImage);
  if (kustomized.length > 0)
    return { ...common, kustomize: { images: kustomized } };
  if (source.kustomize) return common;
  const parameters = Object.entries({
    ...source.helm?.parameters,
    ...Object.assign({}, ...images.map(helmParameters)),
  }).map(([name, value]) => ({
    name,
    ...(value !== '' && { value: literal(String(value)) }),
    forceString: true,
  }));
  return {
    ...common,
    helm: {
      releaseName: component,
      ...(parameters.length > 0 && { parameters }),
      ...(source.helm?.valueFiles.length && {
        valueFiles: source.helm.valueFiles,
      }),
    },
  };
}

/** Tags that look like numbers must stay text, hence `forceString` where these are written. */
function helmParameters({
  set,
  tag,
  digest,
}: DesiredImage): Record<string, string> {
  if (!set.helm) return {};
  return {
    [set.helm.tag]: tag,
    ...(set.helm.digest && digest && { [set.helm.digest]: digest }),
  };
}

function kustomizeImage({ name, set, tag, digest }: DesiredImage): string[] {
  if (!set.kustomize) return [];
  return [`${set.kustomize}=${name}${digest ? `@${digest}` : `:${tag}`}`];
}
