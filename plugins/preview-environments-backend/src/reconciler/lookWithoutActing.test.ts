import { PreviewRecord } from '../preview';
import {
  emptyCluster,
  minutesAgo,
  now,
  record,
} from '../preview/__testUtils__/builders';
import { closed, going, lookAt, summary } from './__testUtils__/looks';

describe('the mode observe', () => {
  it('shows the plan and does nothing of it', async () => {
    await expect(
      lookAt({ clusters: { dev: emptyCluster() } }, { writes: false }),
    ).resolves.toMatchObject({
      steps: [],
      record: { phase: 'provisioning', objects: [summary] },
      lookAgainAfterMilliseconds: 300_000,
    });
  });

  it('takes nothing away', async () => {
    await expect(
      lookAt(
        { record: going, pullRequest: closed, components: [] },
        { writes: false },
      ),
    ).resolves.toMatchObject({ steps: [], record: { phase: 'terminating' } });
  });
});

describe('a pull request that cannot be read', () => {
  const reason = 'acme/web is not shown to us';
  const unreadable = { components: [], unreadable: reason };

  it.each<[string, PreviewRecord | undefined]>([
    ['is gone', record({ phase: 'gone', reason: 'Closed.' })],
    ['was never known', undefined],
  ])('stays as it was when it %s', async (_scenario, before) => {
    await expect(
      lookAt({ kind: 'unreadable', record: before, reason }, { attempts: 8 }),
    ).resolves.toMatchObject({
      record: before,
      history: [],
      lookAgainAfterMilliseconds: undefined,
    });
  });

  it('keeps its preview, says since when, and is tried again by itself', async () => {
    const first = await lookAt(unreadable);
    expect(first).toMatchObject({
      steps: [],
      record: {
        phase: 'degraded',
        reason: `Not readable since 2026-03-01 12:00 UTC: ${reason}`,
        url: record().url,
        clusters: ['dev'],
        blockedBy: ['github.com/acme/web'],
        doubt: { kind: 'unreadable', since: now },
      },
      history: [{ phase: 'degraded' }],
      lookAgainAfterMilliseconds: 60_000,
      said: [],
    });
  });

  it('is told once, with the time when it began', async () => {
    const doubt = { kind: 'unreadable' as const, since: minutesAgo(90) };
    const first = await lookAt({ ...unreadable, record: record({ doubt }) });
    expect(first.record?.reason).toMatch(
      /^Not readable since 2026-03-01 10:30 UTC/,
    );
    const second = await lookAt({ ...unreadable, record: first.record });
    expect(second).toMatchObject({
      history: [],
      lookAgainAfterMilliseconds: 600_000,
      record: first.record,
    });
  });

  it('is removed to its end when the removal has begun', async () => {
    const { steps } = await lookAt({ ...unreadable, record: going });
    expect(steps).toEqual(['destroy-edge-routes']);
  });
});
