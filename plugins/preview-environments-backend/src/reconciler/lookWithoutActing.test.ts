import { PreviewRecord } from '../preview';
import { emptyCluster, record } from '../preview/__testUtils__/builders';
import { closed, going, lookAt, summary } from './__testUtils__/looks';
import { Observation } from './Observer';

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
  const unreadable = (one: PreviewRecord | undefined): Observation => ({
    kind: 'unreadable',
    record: one,
    reason: 'acme/web is not shown to us',
  });

  it.each<[string, PreviewRecord, object]>([
    [
      'is gone',
      record({ phase: 'gone', reason: 'Closed.' }),
      { phase: 'gone', reason: 'Closed.' },
    ],
    [
      'has a preview, which is kept as it is',
      record({ url: 'https://kept.example.com/' }),
      {
        phase: 'degraded',
        reason: 'Not readable: acme/web is not shown to us',
        url: 'https://kept.example.com/',
        clusters: ['dev'],
        blockedBy: ['github.com/acme/web'],
      },
    ],
    [
      'is being removed, which it stays',
      going,
      {
        phase: 'terminating',
        reason: 'Not readable: acme/web is not shown to us',
      },
    ],
  ])('%s', async (_scenario, before, after) => {
    const result = await lookAt(unreadable(before), { attempts: 8 });
    expect(result.steps).toEqual([]);
    expect(result.record).toMatchObject(after);
  });

  it('was never known, and stays so', async () => {
    await expect(
      lookAt(unreadable(undefined), { attempts: 8 }),
    ).resolves.toMatchObject({
      record: undefined,
      history: [],
      lookAgainAfterMilliseconds: undefined,
    });
  });

  it('is tried again by itself, and told once', async () => {
    const first = await lookAt(unreadable(record()));
    expect(first).toMatchObject({
      history: [{ phase: 'degraded' }],
      lookAgainAfterMilliseconds: 600_000,
    });
    const second = await lookAt(unreadable(first.record));
    expect(second.history).toEqual([]);
    expect(second.record?.phaseSince).toEqual(first.record?.phaseSince);
  });
});
