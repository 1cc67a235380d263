import fc from 'fast-check';
import {
  component,
  fullCluster,
  minutesAgo,
  now,
  observed,
  policy,
  pullRequest,
  record,
} from './__testUtils__/builders';
import { World } from './__testUtils__/world';
import { branchPreviewId, changeOf } from './branches';
import { desire } from './desired';
import { expiryOf, extend, newLife } from './expiry';
import { plan } from './plan';
import { stampOf } from './stamp';

const shas = ['1', '2'].map(digit => digit.repeat(40));
const hour = 3_600_000;
const { repository } = pullRequest();
const change = (headSha = shas[0], name = 'new/basket') =>
  changeOf({
    repository,
    name,
    headSha,
    url: 'https://github.com/acme/web/tree/new/basket',
  });
const head = (sha: string) => ({
  head: { sha, ref: 'new/basket', repositoryId: '77' },
});
const bySha = {
  images: [
    {
      name: 'ghcr.io/acme/web',
      tag: '{{ commit.sha }}',
      set: { helm: { tag: 'image.tag' } },
    },
  ],
};

/** A world of one branch that somebody has asked for, or has not. */
function fresh(lease = 24 * hour): World {
  const world = new World(change(), [component('web', bySha)]);
  if (lease > 0) world.lease(lease);
  for (const sha of shas) world.build(sha);
  return world;
}

function ready(): World {
  const world = fresh();
  world.settle();
  expect(world.record?.phase).toBe('ready');
  return world;
}

describe('a branch without pull request', () => {
  it('is previewed when somebody asks for it, whatever labels and pull requests a definition asks for', () => {
    const world = new World(change(), [
      component('web', {
        ...bySha,
        trigger: { labels: ['preview'], baseBranches: ['release'] },
      }),
    ]);
    world.build(shas[0]);
    world.lease(hour);
    world.settle();
    expect(world.record).toMatchObject({
      phase: 'ready',
      branch: { name: 'new/basket' },
      request: { requestedBy: 'user:default/dana' },
      expiresAt: new Date('2026-03-01T13:00:00Z'),
    });
  });

  it('is not previewed, nor remembered, when nobody asks', () => {
    const world = fresh(0);
    world.settle();
    expect(world.record).toBeUndefined();
    expect(world.objects()).toEqual([]);
  });

  it('follows its head', () => {
    const world = ready();
    world.change(head(shas[1]));
    world.settle();
    expect(world.record).toMatchObject({ phase: 'ready', liveSha: shas[1] });
  });

  it.each<[string, (world: World) => void, RegExp]>([
    ['its lease is over', world => world.pass(25 * hour), /its lease is over/],
    ['somebody removes it', world => world.wish('removal'), /Removed by dana/],
    [
      'the branch is deleted',
      world => {
        world.missing = 'The branch is not there any more.';
      },
      /not there any more/,
    ],
  ])(
    'goes when %s, for good: no push brings it back, but another request',
    (_scenario, end, reason) => {
      const world = ready();
      end(world);
      world.settle();
      expect(world.objects()).toEqual([]);
      expect(world.record).toMatchObject({
        phase: 'gone',
        reason: expect.stringMatching(reason),
      });

      world.missing = undefined;
      world.change(head(shas[1]));
      world.settle();
      expect(world.objects()).toEqual([]);
      expect(world.record?.phase).toBe('gone');

      world.lease(hour);
      world.settle();
      expect(world.record).toMatchObject({
        phase: 'ready',
        generation: 2,
        closedAt: undefined,
        removal: undefined,
      });
    },
  );

  it('is removed although a push came before the look', () => {
    const world = ready();
    world.wish('removal');
    world.change(head(shas[1]));
    world.settle();
    expect(world.record?.phase).toBe('gone');
  });

  it('begins anew when it is asked for while it goes', () => {
    const world = ready();
    world.wish('removal');
    world.look();
    world.look();
    expect(world.record?.phase).toBe('terminating');
    world.lease(hour);
    world.settle();
    expect(world.record).toMatchObject({ phase: 'ready', generation: 2 });
  });

  it('stays while its absence is not permitted to be believed', () => {
    const gone = observed({
      record: record({
        pullRequest: change(),
        branch: { name: 'new/basket', entityRef: undefined },
        request: { requestedBy: 'dana', at: minutesAgo(9), until: later(hour) },
      }),
      pullRequest: change(),
      components: [],
      absence: 'The branch is not there any more.',
      clusters: { dev: fullCluster() },
    });
    expect(plan('web-br-x', gone, now)).toMatchObject({
      phase: 'ready',
      steps: [],
      closedAt: undefined,
      doubt: { kind: 'absent' },
    });
  });

  it('leaves nothing behind once its time is over, whatever happened', () => {
    const anyEvent = fc.oneof(
      fc
        .constantFrom(...shas)
        .map(sha => (world: World) => world.change(head(sha))),
      fc
        .constantFrom(0, 1, 2, Infinity)
        .map(after => (world: World) => void world.look(after)),
      fc
        .constantFrom(
          'sleep' as const,
          'wake' as const,
          'redeploy' as const,
          'removal' as const,
          'extend' as const,
        )
        .map(kind => (world: World) => world.wish(kind)),
      fc
        .integer({ min: 1, max: 3 * hour })
        .map(ms => (world: World) => world.pass(ms)),
      fc
        .integer({ min: 1, max: 3 * hour })
        .map(ms => (world: World) => world.lease(ms)),
      fc
        .constantFrom('It is not there.', undefined)
        .map(missing => (world: World) => {
          world.missing = missing;
        }),
    );
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), events => {
        const world = fresh();
        for (const event of events) event(world);
        world.missing = undefined;
        world.settle();
        world.pass(24 * 30 * hour);
        world.settle();
        expect(world.objects()).toEqual([]);
        expect(['gone', undefined]).toContain(world.record?.phase);
      }),
      { numRuns: 60 },
    );
  });
});

function later(milliseconds: number): Date {
  return new Date(now.getTime() + milliseconds);
}

describe('a lease', () => {
  const life = {
    phase: 'queued' as const,
    kept: false,
    expiry: newLife(minutesAgo(60)),
    request: { requestedBy: 'dana', at: minutesAgo(60), until: later(hour) },
  };

  it('runs while its preview waits, and whatever somebody keeps', () => {
    expect(expiryOf({ ...life, kept: true }, {} as never)).toMatchObject({
      expiresAt: later(hour),
      because: 'its lease is over',
    });
  });

  it.each`
    scenario                            | by          | unbounded | expected
    ${'by what is asked'}               | ${hour}     | ${false}  | ${{ until: later(2 * hour) }}
    ${'up to the longest from now'}     | ${5 * hour} | ${false}  | ${{ until: later(3 * hour) }}
    ${'no further by an administrator'} | ${5 * hour} | ${true}   | ${{ until: later(3 * hour) }}
  `('is extended $scenario', ({ by, unbounded, expected }) => {
    const asked = {
      byMilliseconds: by,
      unbounded,
      now,
      leaseMilliseconds: 3 * hour,
    };
    expect(extend(life, policy.expiry, asked)).toEqual(expected);
  });

  it('is refused an extension that gains nothing', () => {
    expect(
      extend(life, policy.expiry, {
        byMilliseconds: hour,
        unbounded: false,
        now,
        leaseMilliseconds: hour,
      }),
    ).toEqual({ obstacle: expect.stringContaining('branches.longest') });
  });
});

it('says how a definition has to be written for branches', () => {
  const wanted = desire(
    branchPreviewId('web', 'new/basket'),
    change(),
    [component()],
    policy,
    stampOf(change(), undefined),
  );
  expect(wanted).toEqual({
    problem: expect.stringContaining('{{ pullRequest.number }} has no value'),
  });
});
