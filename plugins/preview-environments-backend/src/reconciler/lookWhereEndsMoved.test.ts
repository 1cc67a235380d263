import { endless, expiryOf, newLife, PreviewRecord } from '../preview';
import { minutesAgo, now, record } from '../preview/__testUtils__/builders';
import { lookWhereEndsMoved } from './lookWhereEndsMoved';

const platform = { ...endless, max: 14 * 86_400_000 };
const settled = record({ expiry: newLife(minutesAgo(10)) });
const upToDate = expiryOf(settled, platform)?.expiresAt;

async function lookedAt(records: PreviewRecord[]): Promise<string[]> {
  const looks: string[] = [];
  await lookWhereEndsMoved(
    {
      query: async ({ after, limit }) => {
        const from = after
          ? records.findIndex(({ id }) => id === after.id) + 1
          : 0;
        return records.slice(from, from + limit);
      },
      enqueueKnown: async id => {
        looks.push(id);
      },
    },
    platform,
  );
  return looks;
}

it.each<[string, Partial<PreviewRecord>, boolean]>([
  ['nothing limited it before', { expiresAt: undefined }, true],
  ['it had longer before', { expiresAt: new Date(+now + 1e10) }, true],
  ['its end is the same', { expiresAt: upToDate }, false],
  ['it is kept', { kept: true, expiresAt: undefined }, false],
])('looks again when %s: %#', async (_scenario, change, looks) => {
  expect(await lookedAt([{ ...settled, ...change }])).toEqual(
    looks ? [settled.id] : [],
  );
});

it('finds them on every page', async () => {
  const many = Array.from({ length: 250 }, (_, index) => ({
    ...settled,
    id: `web-pr-${index}`,
    expiresAt: index === 249 ? undefined : upToDate,
  }));
  expect(await lookedAt(many)).toEqual(['web-pr-249']);
});
