import { applicationNamespace, instance, namespacePrefix } from '../places';

interface ForeignObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
  };
  [field: string]: unknown;
}

const idLabel = 'preview-environments.io/id';
const instanceLabel = 'preview-environments.io/instance';
const managedBy = 'app.kubernetes.io/managed-by';

function application(
  name: string,
  labels: Record<string, string>,
): ForeignObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: applicationNamespace, labels },
    spec: {
      project: 'previews',
      source: { repoURL: 'https://example.com/none', path: '.' },
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: 'elsewhere',
      },
    },
  };
}

function route(
  name: string,
  labels: Record<string, string>,
  hostSuffix: string,
): ForeignObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name, namespace: 'shop', labels },
    spec: {
      parentRefs: [
        { namespace: 'infra', name: 'edge', sectionName: 'preview' },
      ],
      hostnames: [`${name}.${hostSuffix}`],
      rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
    },
  };
}

function namespace(
  name: string,
  labels: Record<string, string>,
): ForeignObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

/** What belongs to others: without labels, with the labels of another instance, with our id but without our instance, with our names. */
export function foreignersBeside(
  repository: string,
  hostSuffix: string,
): ForeignObject[] {
  const taken = `${repository}-pr-90001`;
  const other = {
    [managedBy]: 'preview-environments',
    [instanceLabel]: `not-${instance}`,
    [idLabel]: `${repository}-pr-90002`,
  };
  const partly = { [idLabel]: `${repository}-pr-90003` };
  return [
    namespace(`${namespacePrefix}${taken}`, {}),
    namespace(`${namespacePrefix}${repository}-pr-90002`, other),
    namespace(`${namespacePrefix}${repository}-pr-90003`, partly),
    namespace(`${repository}-team`, {}),
    application(`${taken}-${repository}`, {}),
    application(`${repository}-pr-90002-${repository}`, other),
    application(`${repository}-pr-90003-${repository}`, partly),
    route(`${taken}-${repository}`, {}, hostSuffix),
    route(`${repository}-pr-90002-${repository}`, other, hostSuffix),
    route(`${repository}-pr-90003-${repository}`, partly, hostSuffix),
  ];
}
