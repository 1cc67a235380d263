import { addresses } from './addresses';

/** What the sandbox's API server lets in. */
const token = 'sandbox';
const label = 'preview-environments.io/id';

const collections = [
  '/api/v1/namespaces',
  '/apis/argoproj.io/v1alpha1/applications',
  '/apis/gateway.networking.k8s.io/v1/httproutes',
];

interface List {
  items: { metadata: { name: string; namespace?: string } }[];
}

async function list(path: string): Promise<List> {
  const response = await fetch(addresses().kubernetes + path, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as List;
}

/** The names of everything that the cluster holds of a preview, pods in its namespace included. */
export async function objectsOf(previewId: string): Promise<string[]> {
  const lists = await Promise.all([
    ...collections.map(path =>
      list(`${path}?labelSelector=${label}=${previewId}`),
    ),
    list(`/api/v1/namespaces/pv-${previewId}/pods`),
  ]);
  return lists.flatMap(({ items }) =>
    items.map(
      ({ metadata: { namespace = '', name } }) => `${namespace}/${name}`,
    ),
  );
}
