import { minutesAgo, now, record, sha } from './__testUtils__/builders';
import { newLife } from './expiry';
import { granted, inHistory, Wish, WishKind } from './wishes';

const requestedBy = 'user:default/ann';
const wish = (kind: WishKind, until?: Date): Wish => ({
  kind,
  requestedBy,
  at: now,
  headSha: sha,
  until,
});
const tomorrow = new Date(now.getTime() + 86_400_000);
const nextWeek = new Date(now.getTime() + 7 * 86_400_000);
const expired = { headSha: sha, reason: 'Expired.' };

describe('a wish', () => {
  it.each`
    scenario                                        | before                                                      | asked                       | expected
    ${'a removal takes back a redeploy'}            | ${record({ redeploy: { requestedBy, at: minutesAgo(1) } })} | ${wish('removal')}          | ${{ removal: { requestedBy, headSha: sha }, redeploy: undefined }}
    ${'a redeploy takes back a removal'}            | ${record({ removal: { requestedBy, headSha: sha } })}       | ${wish('redeploy')}         | ${{ removal: undefined, redeploy: { requestedBy, at: now } }}
    ${'a redeploy brings back what had expired'}    | ${record({ expiry: { ...newLife(now), expired } })}         | ${wish('redeploy')}         | ${{ expiry: { expired: undefined } }}
    ${'an extension does not take back a removal'}  | ${record({ removal: { requestedBy, headSha: sha } })}       | ${wish('extend', tomorrow)} | ${{ removal: { requestedBy }, expiry: { extension: { until: tomorrow } } }}
    ${'a removal does not take back an extension'}  | ${granted(record(), wish('extend', tomorrow))}              | ${wish('removal')}          | ${{ removal: { requestedBy }, expiry: { extension: { until: tomorrow } } }}
    ${'a shorter extension changes nothing'}        | ${granted(record(), wish('extend', nextWeek))}              | ${wish('extend', tomorrow)} | ${{ expiry: { extension: { until: nextWeek } } }}
    ${'what is kept may still be extended'}         | ${record({ kept: true })}                                   | ${wish('extend', tomorrow)} | ${{ kept: true, expiry: { extension: { until: tomorrow } } }}
    ${'keeping keeps'}                              | ${record()}                                                 | ${wish('keep')}             | ${{ kept: true }}
    ${'who is no longer kept has a day left'}       | ${record({ kept: true })}                                   | ${wish('unkeep')}           | ${{ kept: false, expiry: { extension: { until: tomorrow } } }}
    ${'asking brings back what was removed'}        | ${record({ removal: { requestedBy, headSha: sha } })}       | ${wish('request')}          | ${{ removal: undefined, request: { requestedBy, at: now } }}
    ${'a removal takes back that it was asked for'} | ${record({ request: { requestedBy, at: now } })}            | ${wish('removal')}          | ${{ request: undefined }}
    ${'an approval is of one commit'}               | ${record()}                                                 | ${wish('approve')}          | ${{ approval: { headSha: sha, by: requestedBy, at: now } }}
    ${'a release is only written down'}             | ${record({ phase: 'terminating' })}                         | ${wish('release')}          | ${{ phase: 'terminating', release: { requestedBy, at: now } }}
  `('$scenario', ({ before, asked, expected }) => {
    const once = granted(before, asked);
    expect(once).toMatchObject(expected);
    expect(granted(once, asked)).toEqual(once);
  });

  it.each`
    kind          | said
    ${'extend'}   | ${'Extended until 2026-03-02T12:00:00.000Z by user:default/ann.'}
    ${'keep'}     | ${'Kept by user:default/ann: it does not expire.'}
    ${'unkeep'}   | ${'No longer kept, says user:default/ann: it may expire again.'}
    ${'approve'}  | ${'Commit a1b2c3d approved by user:default/ann.'}
    ${'removal'}  | ${undefined}
    ${'redeploy'} | ${undefined}
  `('for $kind tells the timeline what no phase will', ({ kind, said }) => {
    expect(inHistory(wish(kind, tomorrow))).toBe(said);
  });
});
