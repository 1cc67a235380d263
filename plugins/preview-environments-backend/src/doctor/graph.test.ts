import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { mockCredentials } from '@backstage/backend-test-utils';
import { componentRecord, record } from '../preview/__testUtils__/builders';
import { ref } from './__testUtils__/requests';
import { readGraph } from './graph';

const credentials = { credentials: mockCredentials.user() };

/** A catalog in which `calls` are dependencies; what is not in `readable` can't be seen. */
function catalogOf(calls: string[], hidden: string[] = []) {
  const pairs = calls.map(call => call.split('>').map(ref));
  const entities = [...new Set(pairs.flat())].map((entityRef): Entity => {
    const name = entityRef.split('/')[1];
    return {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name, namespace: 'default', annotations: {} },
      relations: pairs.flatMap(([from, to]) => [
        ...(from === entityRef ? [{ type: 'dependsOn', targetRef: to }] : []),
        ...(to === entityRef
          ? [{ type: 'dependencyOf', targetRef: from }]
          : []),
      ]),
    };
  });
  return {
    getEntitiesByRefs: jest.fn(
      async ({ entityRefs }: { entityRefs: string[] }) => ({
        items: entityRefs.map(entityRef =>
          hidden.map(ref).includes(entityRef)
            ? undefined
            : entities.find(one => stringifyEntityRef(one) === entityRef),
        ),
      }),
    ),
  };
}

const preview = record({
  components: [componentRecord()],
});
const callsIn = async (calls: string[], hidden?: string[]) =>
  (await readGraph(catalogOf(calls, hidden), preview, credentials)).edges.map(
    ({ from, to }) => `${from}>${to}`.replaceAll(ref(''), ''),
  );

it('follows dependencies down and up', async () => {
  await expect(
    callsIn(['shop>web', 'web>cart', 'cart>payments', 'orders>payments']),
  ).resolves.toEqual(['web>cart', 'cart>payments', 'shop>web']);
});

it('leaves out what the caller may not see, and what is behind it', async () => {
  await expect(
    callsIn(['web>cart', 'cart>payments'], ['cart']),
  ).resolves.toEqual([]);
});

it('ends on dependencies that go round', async () => {
  await expect(callsIn(['web>cart', 'cart>web'])).resolves.toEqual([
    'web>cart',
    'cart>web',
  ]);
});

it('asks the catalog once per level, as the caller, and not for ever', async () => {
  const deep = Array.from({ length: 30 }, (_, at) =>
    at === 0 ? 'web>s1' : `s${at}>s${at + 1}`,
  );
  const catalog = catalogOf(deep);
  const { nodes } = await readGraph(catalog, preview, credentials);
  expect(nodes.length).toBeLessThan(10);
  expect(catalog.getEntitiesByRefs.mock.calls.length).toBeLessThan(10);
  expect(catalog.getEntitiesByRefs).toHaveBeenLastCalledWith(
    expect.anything(),
    credentials,
  );
});

it('does not draw more than a picture holds', async () => {
  const wide = Array.from({ length: 500 }, (_, at) => `web>s${at}`);
  const { nodes } = await readGraph(catalogOf(wide), preview, credentials);
  expect(nodes.length).toBeLessThanOrEqual(60);
});
