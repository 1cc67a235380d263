import {
  component,
  emptyCluster,
  minutesAgo,
  now,
  observed,
  olderSha,
  policy,
  previewId,
  pullRequest,
  record,
  sha,
  upFacts,
} from './__testUtils__/builders';
import { endless, ExpiryState, newLife } from './expiry';
import { Observed } from './facts';
import { plan } from './plan';
import { PreviewRecord } from './record';

const hour = 3_600_000;
const limited = [component('web', { expiry: { idle: '2h', failed: '1h' } })];

function life(expiry: Partial<ExpiryState>): ExpiryState {
  return { ...newLife(minutesAgo(600)), ...expiry };
}

function decide(
  change: Partial<Observed>,
  before: Partial<PreviewRecord> = {},
) {
  return plan(
    previewId,
    observed({
      components: limited,
      record: record({ expiry: life({}), ...before }),
      ...change,
    }),
    now,
  );
}

const remembered = {
  headSha: sha,
  reason:
    'Expired: idle for 2 hours. Push a commit or comment /preview to bring it back.',
};
const crashing = {
  web: upFacts({
    deployment: { state: 'progressing', reason: '' },
    workload: { state: 'starting', reason: '', trouble: 'crash loop' },
  }),
};

describe('a preview that nobody works on', () => {
  it('is removed when its time is over, and that is remembered for its commit', () => {
    const decision = decide(
      {},
      { expiry: life({ activeAt: minutesAgo(120) }) },
    );
    expect(decision).toMatchObject({
      phase: 'terminating',
      expiry: { expired: remembered },
      expiresAt: undefined,
    });
  });

  it.each`
    scenario                           | change                                                                                     | before
    ${'a minute is left'}              | ${{}}                                                                                      | ${{ expiry: life({ activeAt: minutesAgo(119) }) }}
    ${'a commit has just been pushed'} | ${{ pullRequest: pullRequest({ head: { sha: olderSha, ref: 'x', repositoryId: '77' } }) }} | ${{}}
    ${'somebody asked for a redeploy'} | ${{}}                                                                                      | ${{ redeploy: { requestedBy: 'ann', at: minutesAgo(1) } }}
    ${'somebody keeps it'}             | ${{}}                                                                                      | ${{ kept: true }}
    ${'somebody extended it'}          | ${{}}                                                                                      | ${{ expiry: life({ extension: { requestedBy: 'ann', at: minutesAgo(500), until: new Date(now.getTime() + 1) } }) }}
    ${'nothing limits it'}             | ${{ components: [component()] }}                                                           | ${{}}
  `('stays when $scenario', ({ change, before }) => {
    const { phase, expiry } = decide(change, before);
    expect(phase).not.toBe('terminating');
    expect(expiry.expired).toBeUndefined();
  });

  it.each`
    scenario         | before
    ${'it is going'} | ${{ phase: 'terminating' }}
    ${'it is gone'}  | ${{ phase: 'gone', clusters: [] }}
  `('is not wanted again by itself while $scenario', ({ before }) => {
    const decision = decide(
      { clusters: { dev: emptyCluster() } },
      { ...before, expiry: life({ expired: remembered }) },
    );
    expect(decision.phase).toBe('gone');
    expect(decision.begins).toBe(false);
    expect(decision.expiry.expired).toEqual(remembered);
  });

  it.each`
    scenario          | change                                                                                     | before
    ${'a new commit'} | ${{ pullRequest: pullRequest({ head: { sha: olderSha, ref: 'x', repositoryId: '77' } }) }} | ${{ expiry: life({ expired: remembered }) }}
    ${'a redeploy'}   | ${{}}                                                                                      | ${{ expiry: life({}), redeploy: { requestedBy: 'ann', at: now } }}
  `('comes back by $scenario, with a life of its own', ({ change, before }) => {
    const decision = decide(change, { ...before, phase: 'gone', clusters: [] });
    expect(decision).toMatchObject({
      begins: true,
      expiry: { startedAt: now, expired: undefined },
    });
  });

  it('lets a commit that came with its end live on its own', () => {
    const head = { sha: olderSha, ref: 'x', repositoryId: '77' };
    const old = { components: [component('web', { expiry: { max: '2h' } })] };
    const decision = decide({ ...old, pullRequest: pullRequest({ head }) });
    expect(decision.phase).toBe('terminating');
    expect(decision.expiry.expired?.headSha).toBe(sha);
  });

  it('goes by its remembered limits while its definition can not be read', () => {
    const expiry = life({ asked: { ...endless, idle: hour } });
    const broken = { components: [], definitionsProblem: 'broken' };
    expect(decide(broken, { expiry }).phase).toBe('terminating');
    expect(decide(broken).phase).toBe('failed');
  });

  it.each`
    limit     | phase
    ${'max'}  | ${'terminating'}
    ${'idle'} | ${'degraded'}
  `(
    'goes by $limit while its pull request can not be read: $phase',
    ({ limit, phase }) => {
      const expiry = life({ asked: { ...endless, [limit]: hour } });
      const decision = decide(
        { components: [], unreadable: 'no such repository' },
        { expiry },
      );
      expect(decision.phase).toBe(phase);
    },
  );
});

describe('what is remembered of a life', () => {
  it.each`
    scenario                        | before                                                                                                                      | facts                                               | expected
    ${'a pod begins to crash'}      | ${{}}                                                                                                                       | ${crashing}                                         | ${now}
    ${'a pod crashes on'}           | ${{ phase: 'failed', expiry: life({ failingSince: minutesAgo(30) }) }}                                                      | ${crashing}                                         | ${minutesAgo(30)}
    ${'it was ready for a moment'}  | ${{ phase: 'ready', phaseSince: minutesAgo(5), expiry: life({ failingSince: minutesAgo(30) }) }}                            | ${crashing}                                         | ${minutesAgo(30)}
    ${'it was ready for long'}      | ${{ phase: 'ready', phaseSince: minutesAgo(15), expiry: life({ failingSince: minutesAgo(30) }) }}                           | ${crashing}                                         | ${now}
    ${'it was deployed again'}      | ${{ phase: 'failed', redeploy: { requestedBy: 'ann', at: minutesAgo(1) }, expiry: life({ failingSince: minutesAgo(30) }) }} | ${crashing}                                         | ${now}
    ${'it can not be told for now'} | ${{ phase: 'failed', expiry: life({ failingSince: minutesAgo(30) }) }}                                                      | ${{ web: upFacts({ route: { state: 'absent' } }) }} | ${minutesAgo(30)}
  `('tells since when it fails: $scenario', ({ before, facts, expected }) => {
    const { expiry } = decide(
      { componentFacts: facts, components: [component()] },
      before,
    );
    expect(expiry.failingSince).toEqual(expected);
  });

  it('begins when a draft is let go on, not when it was opened', () => {
    const { expiry } = decide({}, { phase: 'awaiting-approval' });
    expect(expiry.startedAt).toEqual(now);
  });

  it('counts the first time that it was ready as work on it', () => {
    const deploying = { phase: 'deploying' as const, readyAt: undefined };
    const fresh = life({ startedAt: minutesAgo(60) });
    const decision = decide({}, { ...deploying, expiry: fresh });
    expect(decision.phase).toBe('ready');
    expect(decision.expiry.activeAt).toEqual(now);
    expect(decision.expiresAt).toEqual(new Date(now.getTime() + 2 * hour));
  });
});

describe('the looks at a preview that will expire', () => {
  const at = (minutes: number) =>
    decide({}, { expiry: life({ activeAt: minutesAgo(minutes) }) });

  it.each`
    idleMinutes | warned   | after
    ${0}        | ${false} | ${90 * 60_000}
    ${89}       | ${false} | ${60_000}
    ${90}       | ${true}  | ${30 * 60_000}
    ${119}      | ${true}  | ${60_000}
  `(
    'after $idleMinutes min: warned $warned, again in $after ms',
    ({ idleMinutes, warned, after }) => {
      const { expiry, expiresAt, lookAgainAfterMilliseconds } = at(idleMinutes);
      expect(expiry.warning?.expiresAt).toEqual(warned ? expiresAt : undefined);
      expect(lookAgainAfterMilliseconds).toBe(after);
    },
  );

  it('do not follow each other without a pause when clocks differ by a moment', () => {
    const expiry = life({
      activeAt: new Date(now.getTime() - 2 * hour + 3),
    });
    expect(decide({}, { expiry }).lookAgainAfterMilliseconds).toBe(1_000);
  });

  it('have the Namespace say when it goes, in the look that changes it', () => {
    const { steps, expiresAt } = at(0);
    const [workspace] = steps.flatMap(step =>
      step.kind === 'ensure-workspace' ? [step.workspace] : [],
    );
    expect(workspace.stamp.expiresAt).toEqual(expiresAt);
  });

  it('change nothing while nothing happens', () => {
    const first = at(30);
    const later = plan(
      previewId,
      observed({
        components: limited,
        record: record({ expiry: first.expiry, expiresAt: first.expiresAt }),
        observedAt: new Date(now.getTime() + 60_000),
      }),
      new Date(now.getTime() + 60_000),
    );
    expect(later.expiry).toEqual(first.expiry);
    expect(later.expiresAt).toEqual(first.expiresAt);
  });
});

it('never expires early when the clock jumps by ten minutes and more than that is left', () => {
  const jump = 10 * 60_000;
  for (const left of [jump + 1, 2 * jump, 100 * jump]) {
    const expiry = life({
      activeAt: new Date(now.getTime() - 2 * hour + left),
    });
    for (const shift of [-jump, jump]) {
      const observedAt = new Date(now.getTime() + shift);
      const { phase } = decide({ observedAt, policy }, { expiry });
      expect(phase).toBe('ready');
    }
  }
});
