import { WaitingError } from '@previewenv/plugin-preview-environments-node';
import {
  Application,
  HTTPRoute,
  Namespace,
  OwnObjects,
  ResourceKind,
} from '../kubernetes';
import { MemoryCluster } from '../kubernetes/__testUtils__/memoryCluster';
import { SweptCluster, takeInventory } from './inventory';

const labels = (instance = 'test') => ({
  'app.kubernetes.io/managed-by': 'preview-environments',
  'preview-environments.io/instance': instance,
  'preview-environments.io/id': 'web-pr-42',
});

function put(
  cluster: MemoryCluster,
  resource: ResourceKind,
  metadata: { name: string; namespace?: string } & Record<string, unknown>,
) {
  const { apiVersion, kind } = resource;
  return cluster.put(resource, {
    apiVersion,
    kind,
    metadata: { labels: labels(), ...metadata },
  });
}

function swept(name: string, own: MemoryCluster, argo = own): SweptCluster {
  return {
    name,
    objects: new OwnObjects({ client: own, instance: 'test' }),
    argoCd: {
      cluster: argo === own ? name : 'tools',
      namespace: 'previews',
      objects: new OwnObjects({ client: argo, instance: 'test' }),
    },
  };
}

it('finds the namespaces, routes and Applications that are ours, and nothing else', async () => {
  const dev = new MemoryCluster();
  put(dev, Namespace, { name: 'pv-web-pr-42' });
  put(dev, HTTPRoute, { name: 'web', namespace: 'pv-web-pr-42' });
  put(dev, Application, { name: 'web-pr-42-web', namespace: 'previews' });
  put(dev, Namespace, { name: 'pv-web-pr-1', labels: labels('other') });
  put(dev, Namespace, { name: 'pv-web-pr-2', labels: {} });
  put(dev, Application, { name: 'x', namespace: 'argocd' });
  const { objects, read, problems } = await takeInventory(
    [swept('dev', dev)],
    'test',
  );
  expect(objects.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'Namespace pv-web-pr-42',
    'HTTPRoute web',
    'Application web-pr-42-web',
  ]);
  expect([...read]).toEqual(['dev']);
  expect(problems).toEqual([]);
  expect(dev.writes).toEqual([]);
});

it('leaves out what a selector let through that says of itself that it is not ours', async () => {
  const dev = new MemoryCluster();
  const foreign = put(dev, Namespace, {
    name: 'pv-x',
    labels: labels('other'),
  });
  const cluster = swept('dev', dev);
  const everything = { list: async () => [foreign] };
  const { objects } = await takeInventory(
    [{ ...cluster, objects: everything }],
    'test',
  );
  expect(objects).toEqual([]);
});

it('asks each cluster four times, whatever it holds', async () => {
  const dev = new MemoryCluster();
  let lists = 0;
  dev.before.list = () => {
    lists += 1;
  };
  for (let number = 0; number < 100; number += 1)
    put(dev, Namespace, { name: `pv-web-pr-${number}` });
  await takeInventory([swept('dev', dev)], 'test');
  expect(lists).toBe(4);
});

it('concludes nothing of a cluster that one list of is missing, and says why', async () => {
  const dev = new MemoryCluster();
  const prod = new MemoryCluster();
  put(dev, Namespace, { name: 'pv-web-pr-42' });
  prod.before.list = () => {
    throw new WaitingError('it is not reachable');
  };
  const { objects, read, problems } = await takeInventory(
    [swept('dev', dev), swept('prod', prod)],
    'test',
  );
  expect(objects).toHaveLength(1);
  expect([...read]).toEqual(['dev']);
  expect(problems).toEqual([
    'Cluster prod was not compared: it is not reachable',
  ]);
});

it('tells the Applications of clusters apart that share an Argo CD', async () => {
  const [dev, prod, tools] = [1, 2, 3].map(() => new MemoryCluster());
  for (const home of ['dev', 'prod', 'retired']) {
    put(tools, Application, {
      name: `${home}-app`,
      namespace: 'previews',
      annotations: { 'preview-environments.io/cluster': home },
    });
  }
  const { objects, problems } = await takeInventory(
    [swept('dev', dev, tools), swept('prod', prod, tools)],
    'test',
  );
  expect(
    objects.map(({ home, cluster, name }) => `${name}: ${home}, in ${cluster}`),
  ).toEqual(['dev-app: dev, in tools', 'prod-app: prod, in tools']);
  expect(problems).toEqual([
    'Application previews/retired-app belongs to cluster retired, which is not in previewEnvironments.clusters any more: put it back, so that what was made there can be removed.',
  ]);
});

it('names what holds up an object that is being deleted', async () => {
  const dev = new MemoryCluster();
  put(dev, Namespace, {
    name: 'pv-web-pr-42',
    deletionTimestamp: '2026-03-01T11:00:00Z',
    finalizers: ['x/y'],
  });
  const { objects } = await takeInventory([swept('dev', dev)], 'test');
  expect(objects[0].blockedBy).toEqual(['finalizer x/y']);
});
