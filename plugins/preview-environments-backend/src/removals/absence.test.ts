import { Knex } from 'knex';
import { isEqual } from 'lodash';
import { Removals } from '.';
import {
  fullCluster,
  observed,
  pullRequest,
  record,
} from '../preview/__testUtils__/builders';
import { asksForRemoval, plan, PreviewRecord } from '../preview';
import { nextRecord } from '../reconciler/nextRecord';
import { DefaultStore } from '../store';
import { testDatabases } from '../store/__testUtils__/databases';
import { remember } from '../store/__testUtils__/records';

const databases = testDatabases();
// Some hundred looks, on a database that may be busy.
jest.setTimeout(60_000);
const sweepMilliseconds = 5 * 60_000;
const absence = 'preview.yaml: no entity of the catalog names it any more.';
const count = 20;

const ids = Array.from({ length: count }, (_, at) => `web-pr-${at + 1}`);

/** As if everything that was written had been written a sweep earlier. */
async function pass(knex: Knex): Promise<void> {
  for (const column of ['read_at', 'held_at', 'permitted_at'])
    await knex('removal_permits').decrement(column, sweepMilliseconds);
}

/** One look at a preview, as two replicas would take turns at it; answers what it did. */
async function look(
  store: DefaultStore,
  removals: Removals,
  id: string,
  absent: boolean,
): Promise<PreviewRecord> {
  const before = (await store.get(id))!;
  const asked = asksForRemoval(before);
  const standing = before.phase !== 'terminating';
  if (!absent && asked) await removals.withdraw(id);
  const seen = observed({
    record: before,
    pullRequest: before.pullRequest,
    ...(absent ? { components: [], absence } : {}),
    removalPermit:
      absent && standing
        ? await removals.permitSecondReading(id, asked)
        : undefined,
    clusters: { dev: fullCluster() },
  });
  const now = new Date();
  const after = nextRecord(id, seen, plan(id, seen, now), [], now);
  if (!isEqual(before, after)) await remember(store, after);
  return after;
}

describe.each(databases.ids)(
  'a catalog that wrongly forgets all entities, on %s',
  id => {
    async function setUp() {
      const { knex, store } = await databases.openStore(id);
      const alerts = { raise: jest.fn(), clear: jest.fn() };
      const removals = new Removals({
        store,
        alerts,
        cap: { share: 0.2, least: 3, windowMilliseconds: sweepMilliseconds },
      });
      for (const [at, one] of ids.entries())
        await remember(
          store,
          record({
            id: one,
            pullRequest: pullRequest({ number: at + 1 }),
          }),
        );
      const sweep = async (absent: boolean) => {
        const after: PreviewRecord[] = [];
        for (const one of ids)
          after.push(await look(store, removals, one, absent));
        await pass(knex);
        return after.filter(({ phase }) => phase === 'terminating').length;
      };
      return { store, alerts, removals, sweep };
    }

    it('costs a share of the previews, sweep after sweep, and the rest waits for an administrator', async () => {
      const { alerts, removals, sweep } = await setUp();
      const going: number[] = [];
      for (let sweeps = 0; sweeps < 5; sweeps++) going.push(await sweep(true));
      expect(going).toEqual([0, 4, 4, 4, 4]);
      expect(alerts.raise).toHaveBeenCalledWith(
        expect.objectContaining({ key: 'removals-held' }),
      );
      expect((await removals.held())?.subjects).toHaveLength(count - 4);

      await removals.release('user:default/ann');
      expect(alerts.clear).toHaveBeenCalledWith('removals-held');
      expect(await sweep(true)).toBe(count);
    });

    it('costs nothing when it remembers before the second reading', async () => {
      const { alerts, sweep } = await setUp();
      await sweep(true);
      expect(await sweep(false)).toBe(0);
      expect(await sweep(true)).toBe(0);
      expect(alerts.raise).not.toHaveBeenCalled();
    });

    it('is over by itself when it remembers what is held', async () => {
      const { store, alerts, removals, sweep } = await setUp();
      await sweep(true);
      await sweep(true);
      expect(await sweep(false)).toBe(4);
      expect(await removals.held()).toBeUndefined();
      expect(alerts.clear).toHaveBeenCalledWith('removals-held');
      expect(await store.get(ids[19])).toMatchObject({
        phase: 'ready',
        doubt: undefined,
      });
    });
  },
);
