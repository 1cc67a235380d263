import { mockCredentials } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { componentRecord, record } from '../preview/__testUtils__/builders';
import { adminPermission, openHouse } from './__testUtils__/house';
import { numberedRecord } from './__testUtils__/records';
import { parsePreviewCursor, toPreviewCursor } from './cursors';
import { PreviewPosition, ShownPreview } from './Previews';

const caller = mockCredentials.user();
const ids = (items: { record: { id: string } }[]) =>
  items.map(({ record: { id } }) => id);

const web = 'component:default/web';
const cart = 'component:default/cart';
const both = record({
  components: [componentRecord('web'), componentRecord('cart')],
});

describe('a list', () => {
  it('has every readable preview exactly once, newest first, whatever is hidden and however long the pages are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ readable: fc.boolean(), second: fc.nat(20) }), {
          maxLength: 250,
        }),
        fc.integer({ min: 1, max: 100 }),
        async (rows, limit) => {
          const records = rows.map(({ readable, second }, number) =>
            // Several of the same second, so that only the id tells where a page ended.
            numberedRecord(number, readable ? 'web' : 'secret', {
              createdAt: new Date(second * 1_000),
            }),
          );
          const { previews } = openHouse({
            records,
            hidden: ['component:default/secret'],
          });

          const seen: string[] = [];
          let after: PreviewPosition | undefined;
          do {
            const { items, next } = await previews.list(
              { limit, after },
              caller,
            );
            seen.push(...ids(items));
            // Only the last page may be short.
            expect(items.length === limit || next === undefined).toBe(true);
            after = next && parsePreviewCursor(toPreviewCursor(next));
          } while (after);

          const wanted = records
            .filter((_, index) => rows[index].readable)
            .sort(
              (one, other) =>
                other.createdAt.getTime() - one.createdAt.getTime() ||
                (other.id > one.id ? 1 : -1),
            );
          expect(seen).toEqual(
            ids(wanted.map(readable => ({ record: readable }))),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('points behind the last row that was examined, so that hidden ones are not read again', async () => {
    const records = [
      numberedRecord(3, 'web'),
      numberedRecord(2, 'secret'),
      numberedRecord(1, 'web'),
    ];
    const { previews } = openHouse({
      records,
      hidden: ['component:default/secret'],
    });
    await expect(previews.list({ limit: 1 }, caller)).resolves.toMatchObject({
      next: { id: 'web-pr-3' },
    });
  });

  it('asks the catalog once per batch, and never twice for the same entity', async () => {
    const records = Array.from({ length: 150 }, (_, number) =>
      numberedRecord(number, number < 100 ? 'secret' : 'web'),
    );
    const { previews, catalog } = openHouse({
      records,
      hidden: ['component:default/secret'],
    });
    const { items } = await previews.list({ limit: 60 }, caller);
    expect(items).toHaveLength(50);
    expect(
      catalog.getEntitiesByRefs.mock.calls.map(
        ([{ entityRefs }]) => entityRefs,
      ),
    ).toEqual([[web, 'component:default/secret']]);
    expect(catalog.getEntitiesByRefs.mock.calls[0][1]).toEqual({
      credentials: caller,
    });
  });
});

describe('what is shown', () => {
  it.each`
    scenario                                                  | components                                      | hidden         | missing  | admin    | shown
    ${'all components are readable'}                          | ${both.components}                              | ${[]}          | ${[]}    | ${false} | ${['web', 'cart']}
    ${'one component is hidden'}                              | ${both.components}                              | ${[cart]}      | ${[]}    | ${false} | ${['web']}
    ${'all components are hidden'}                            | ${both.components}                              | ${[web, cart]} | ${[]}    | ${false} | ${undefined}
    ${'all components are hidden from an administrator'}      | ${both.components}                              | ${[web, cart]} | ${[]}    | ${true}  | ${undefined}
    ${'an entity is gone from the catalog'}                   | ${[componentRecord('web')]}                     | ${[]}          | ${[web]} | ${false} | ${undefined}
    ${'an entity is gone, for an administrator'}              | ${[componentRecord('web')]}                     | ${[]}          | ${[web]} | ${true}  | ${['web']}
    ${'one is gone and one hidden, for an administrator'}     | ${both.components}                              | ${[cart]}      | ${[web]} | ${true}  | ${['web']}
    ${'no component is in the catalog'}                       | ${[componentRecord('web', { entityRefs: [] })]} | ${[]}          | ${[]}    | ${false} | ${undefined}
    ${'no component is in the catalog, for an administrator'} | ${[componentRecord('web', { entityRefs: [] })]} | ${[]}          | ${[]}    | ${true}  | ${['web']}
    ${'there are no components'}                              | ${[]}                                           | ${[]}          | ${[]}    | ${false} | ${undefined}
    ${'there are no components, for an administrator'}        | ${[]}                                           | ${[]}          | ${[]}    | ${true}  | ${[]}
  `('when $scenario', async ({ components, hidden, missing, admin, shown }) => {
    const { previews } = openHouse({
      records: [record({ components })],
      hidden,
      missing,
      denied: admin ? [] : [adminPermission],
    });
    const listed = await previews.list({ limit: 10 }, caller);
    const got = await previews
      .get('web-pr-42', caller)
      .catch(({ name }) => ({ refused: name }));

    const [inList] = listed.items;
    expect(inList?.record.components.map(({ name }) => name)).toEqual(shown);
    expect(got).toEqual(inList ?? { refused: 'NotFoundError' });
  });

  it('does not name the other, hidden entities of a component', async () => {
    const components = [componentRecord('web', { entityRefs: [cart, web] })];
    const { previews } = openHouse({
      records: [record({ components })],
      hidden: [cart],
    });
    const { record: shown } = await previews.get('web-pr-42', caller);
    expect(shown.components[0].entityRefs).toEqual([web]);
  });

  it('has no address that leads to a hidden component', async () => {
    const url = 'https://cart-web-pr-42.preview.example.com/';
    const components = [
      componentRecord('web'),
      componentRecord('cart', { urls: [url] }),
    ];
    const { previews } = openHouse({
      records: [record({ url, components })],
      hidden: [cart],
    });
    const { record: shown } = await previews.get('web-pr-42', caller);
    expect(shown.url).toBeUndefined();
  });

  it('has no objects of a hidden component', async () => {
    const objects = [
      {
        cluster: 'dev',
        apiVersion: 'v1',
        kind: 'Namespace',
        namespace: undefined,
        name: 'pv-web-pr-42',
      },
      {
        cluster: 'dev',
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        namespace: 'previews',
        name: 'web-pr-42-web',
      },
      {
        cluster: 'dev',
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        namespace: 'previews',
        name: 'web-pr-42-cart',
      },
      {
        cluster: 'dev',
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        namespace: 'pv-web-pr-42',
        name: 'web',
      },
      {
        cluster: 'dev',
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        namespace: 'pv-web-pr-42',
        name: 'cart',
      },
    ];
    const { previews } = openHouse({
      records: [{ ...both, objects }],
      hidden: [cart],
    });
    const shown = await previews.objects('web-pr-42', caller);
    expect(shown.map(({ name, component }) => [name, component])).toEqual([
      ['pv-web-pr-42', undefined],
      ['web-pr-42-web', 'web'],
      ['web', 'web'],
    ]);
  });

  it('has no logs when a component is hidden, because they could be of that one', async () => {
    const { previews, logs } = openHouse({ records: [both], hidden: [cart] });
    const request = { pod: 'web-1', container: undefined, tailLines: 10 };
    await expect(previews.logs('web-pr-42', request, caller)).rejects.toThrow(
      'You may not read every component of web-pr-42',
    );
    expect(logs.read).not.toHaveBeenCalled();
  });
});

describe('what may be done', () => {
  it.each`
    scenario                          | denied                                     | redeploy                                 | remove
    ${'a caller has all permissions'} | ${[]}                                      | ${undefined}                             | ${undefined}
    ${'a caller may not update'}      | ${['preview-environments.preview.update']} | ${'preview-environments.preview.update'} | ${undefined}
    ${'a caller may not delete'}      | ${['preview-environments.preview.delete']} | ${undefined}                             | ${'preview-environments.preview.delete'}
    ${'a caller may not read'}        | ${['preview-environments.preview.read']}   | ${'preview-environments.preview.read'}   | ${'preview-environments.preview.read'}
  `('$scenario', async ({ denied, redeploy, remove }) => {
    const house = { records: [both], denied };
    const outcomeOf = (attempt: Promise<ShownPreview>) =>
      attempt.then(
        () => 'accepted',
        ({ name, message }) => `${name}: ${message}`,
      );
    const expected = (permission: string | undefined) =>
      permission
        ? `NotAllowedError: You need the permission ${permission}.`
        : 'accepted';
    await expect(
      outcomeOf(openHouse(house).previews.redeploy('web-pr-42', caller)),
    ).resolves.toBe(expected(redeploy));
    await expect(
      outcomeOf(openHouse(house).previews.remove('web-pr-42', caller)),
    ).resolves.toBe(expected(remove));
  });

  it('says so on the preview, a missing permission before the state', async () => {
    const { previews } = openHouse({
      records: [record({ phase: 'terminating', components: both.components })],
      denied: ['preview-environments.preview.update', adminPermission],
    });
    const { actions } = await previews.get('web-pr-42', caller);
    expect(actions).toEqual(
      expect.arrayContaining([
        {
          name: 'redeploy',
          allowed: false,
          reason:
            'You need the permission preview-environments.preview.update.',
        },
        {
          name: 'delete',
          allowed: false,
          reason: 'It is being removed already.',
        },
      ]),
    );
  });

  it('does not tell that a hidden preview is there by refusing to change it', async () => {
    const { previews, store } = openHouse({
      records: [both],
      hidden: [web, cart],
      denied: ['preview-environments.preview.delete', adminPermission],
    });
    await expect(previews.remove('web-pr-42', caller)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    await expect(previews.redeploy('web-pr-42', caller)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    expect(store.request).not.toHaveBeenCalled();
  });

  it('hides the history, objects and logs of a hidden preview, in the words for one that is not there', async () => {
    const { previews } = openHouse({ records: [both], hidden: [web, cart] });
    const absent = openHouse().previews;
    const request = { pod: 'web-1', container: undefined, tailLines: 10 };
    for (const read of ['history', 'objects', 'logs'] as const) {
      const ask = (from: typeof previews) =>
        ({
          history: () => from.history('web-pr-42', { limit: 1 }, caller),
          objects: () => from.objects('web-pr-42', caller),
          logs: () => from.logs('web-pr-42', request, caller),
        }
          [read]()
          .catch(error => `${error.name}: ${error.message}`));
      await expect(ask(previews)).resolves.toBe(
        'NotFoundError: There is no preview web-pr-42',
      );
      await expect(ask(absent)).resolves.toBe(
        'NotFoundError: There is no preview web-pr-42',
      );
    }
  });

  it('asks for all permissions of a request at once', async () => {
    const { previews, permissions } = openHouse({ records: [both] });
    await previews.remove('web-pr-42', caller);
    expect(permissions.authorize).toHaveBeenCalledTimes(1);
  });
});

describe('repositories', () => {
  it('are told to who may read the entity', async () => {
    const { previews } = openHouse();
    await expect(previews.repositories(web, caller)).resolves.toHaveLength(1);
  });

  it('are not told to others', async () => {
    const { previews, repositories } = openHouse({ hidden: [web] });
    await expect(previews.repositories(web, caller)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    expect(repositories.ofEntity).not.toHaveBeenCalled();
  });
});
