import { mockServices } from '@backstage/backend-test-utils';
import { PreviewRecord } from '../preview';
import { olderSha } from '../preview/__testUtils__/builders';
import { DatabaseCodeHostMemory } from '../store';
import { testDatabases } from '../store/__testUtils__/databases';
import { ProcessMemory } from '../codehosts/requests';
import { Telling } from './__testUtils__/Telling';

const databases = testDatabases();

function inOneProcess(): Telling {
  const world: Telling = new Telling([
    new ProcessMemory(() => world.clock.now()),
  ]);
  return world;
}

const ready = (record: PreviewRecord) => ({
  phase: 'ready' as const,
  reason: 'Answers with the head commit.',
  liveSha: record.pullRequest.head.sha,
});

describe.each(databases.ids)('two replicas with one database, %s', id => {
  it('tell two hundred changes within a minute in ten edits of one comment', async () => {
    const knex = await databases.open(id);
    const database = mockServices.database({ knex, migrations: {} });
    let now = () => new Date();
    const memories = await Promise.all(
      [1, 2].map(() =>
        DatabaseCodeHostMemory.create({ database, now: () => now() }),
      ),
    );
    const world = new Telling(memories);
    now = () => world.clock.now();
    const opened = world.open(42);
    const phases = ['deploying', 'verifying', 'ready', 'degraded'] as const;
    for (let change = 1; change <= 200; change++) {
      await world.change(42, {
        ...ready(opened),
        phase: phases[change % phases.length],
        reason: `Change ${change}.`,
      });
      if (change === 100) world.repository.comments = [];
      if (change < 200) await world.pass(300);
    }
    const inTheMinute = world.writes();
    await world.change(42, { ...ready(opened), reason: 'The last change.' });
    await world.settle();

    expect(inTheMinute.comments).toBeLessThanOrEqual(10);
    expect(world.shown(42).comments).toEqual([world.text(42)]);
    expect(world.text(42)).toContain('The last change.');
    const { deployments, statuses } = world.shown(42);
    expect(deployments).toHaveLength(1);
    expect(deployments[0].states.at(-1)).toBe('success');
    expect(statuses.at(-1)).toBe('success');
    const after = world.writes();
    await world.change(42, {});
    expect(world.writes()).toEqual(after);
    process.stdout.write(
      `Two hundred changes in a minute (${id}): ${
        inTheMinute.comments
      } writes of the one comment, ${inTheMinute.statuses} of the status, ${
        inTheMinute.deployments
      } of the deployment; then ${
        after.comments - inTheMinute.comments
      } more until the last one is told\n`,
    );
  });
});

describe('what was told is not told twice', () => {
  it('by a replica that does not know of it, because the other one died before it wrote that down', async () => {
    const world = inOneProcess();
    const opened = world.open(42);
    await world.change(42, ready(opened), true);
    const once = world.writes();
    await world.change(42, ready(opened));
    expect(world.writes()).toEqual(once);
    expect(world.shown(42)).toEqual({
      comments: [world.text(42)],
      deployments: [{ sha: opened.pullRequest.head.sha, states: ['success'] }],
      statuses: ['success'],
    });
  });

  it('whichever of the writes was the last one before it died', async () => {
    const world = inOneProcess();
    const opened = world.open(42);
    for (let calls = 0; calls < 12; calls++) {
      // The connection is cut after so many requests, and nothing is written down.
      world.github.cutAfter(calls);
      await world.change(42, ready(opened), true);
    }
    world.github.cutAfter(Infinity);
    await world.change(42, ready(opened));
    await world.settle();
    const { comments, deployments, statuses } = world.shown(42);
    expect(comments).toHaveLength(1);
    expect(deployments).toHaveLength(1);
    expect(deployments[0].states).toEqual(['success']);
    expect(statuses).toEqual(['success']);
  });
});

describe('what was told by a look that died is set right', () => {
  it('although what is so now was told before it', async () => {
    const world = inOneProcess();
    const opened = world.open(42);
    await world.change(42, ready(opened));
    await world.pass(60_000);
    const before = world.of(42);
    const fault = { phase: 'degraded' as const, reason: 'Pods restart.' };
    await world.change(42, fault, true);
    expect(world.shown(42).comments[0]).toContain('degraded');
    await world.change(42, before);
    await world.settle();
    const { comments, deployments, statuses } = world.shown(42);
    expect(comments).toEqual([world.text(42)]);
    expect(deployments.map(({ states }) => states.at(-1))).toEqual(['success']);
    expect(statuses.at(-1)).toBe('success');
    const after = world.writes();
    await world.change(42, {});
    expect(world.writes()).toEqual(after);
  });

  it.each`
    scenario                                  | next
    ${'another commit answers'}               | ${{ phase: 'ready', liveSha: olderSha }}
    ${'the pull request is closed meanwhile'} | ${{ phase: 'gone', liveSha: undefined }}
  `(
    'where a deployment was made that nobody wrote down: $scenario',
    async ({ next }) => {
      const world = inOneProcess();
      const opened = world.open(42);
      const first = opened.pullRequest.head.sha;
      await world.change(42, ready(opened), true);
      world.repository.pulls[0].headSha = olderSha;
      await world.change(42, next);
      await world.settle();
      const { deployments } = world.shown(42);
      expect(deployments.find(({ sha }) => sha === first)?.states).toEqual([
        'success',
        'inactive',
      ]);
      const shown = deployments.filter(
        ({ states }) => states.at(-1) === 'success',
      );
      expect(shown.map(({ sha }) => sha)).toEqual(
        next.liveSha ? [next.liveSha] : [],
      );
      expect(world.of(42).feedback?.deployments.map(({ sha }) => sha)).toEqual(
        next.liveSha ? [next.liveSha] : [],
      );
    },
  );
});

describe('what is known for sure is not read', () => {
  it('but for a comment and a deployment before they are made', async () => {
    const world = inOneProcess();
    const opened = world.open(42);
    const reads = () => world.reads();
    await world.change(42, {});
    // The comments that are there.
    expect(reads()).toBe(1);
    await world.pass(60_000);
    await world.change(42, ready(opened));
    expect(reads()).toBe(2);
    await world.pass(60_000);
    await world.change(42, { phase: 'degraded', reason: 'Pods restart.' });
    expect(reads()).toBe(2);
  });

  it('and what somebody has removed is made anew', async () => {
    const world = inOneProcess();
    const opened = world.open(42);
    await world.change(42, ready(opened));
    await world.pass(60_000);
    world.repository.comments = [];
    world.repository.deployments = [];
    await world.change(42, { phase: 'degraded', reason: 'Pods restart.' });
    const { comments, deployments } = world.shown(42);
    expect(comments).toEqual([world.text(42)]);
    expect(deployments).toMatchObject([{ states: ['failure'] }]);
  });
});

describe('what GitHub does not let us tell', () => {
  it('is shown with its cure, keeps nothing else from being told, and is told when it may be', async () => {
    const world = inOneProcess();
    const opened = world.open(42);
    const [pull] = world.repository.pulls;
    pull.locked = true;
    await world.change(42, ready(opened));
    expect(world.of(42).feedback?.problems).toEqual([
      'github.sandbox does not let us comment on pull requests in acme/web: the conversation is locked; unlock it',
    ]);
    const { comments, deployments, statuses } = world.shown(42);
    expect([comments, deployments.length, statuses]).toEqual([
      [],
      1,
      ['success'],
    ]);
    pull.locked = false;
    await world.pass(60 * 60_000);
    expect(world.shown(42).comments).toEqual([world.text(42)]);
    expect(world.of(42).feedback?.problems).toEqual([]);
  });
});

describe('the deployments of a pull request', () => {
  it('follow the commit that answers, and none is active after the close', async () => {
    const world = inOneProcess();
    const opened = world.open(42);
    const first = opened.pullRequest.head.sha;
    await world.change(42, ready(opened));
    await world.pass(60_000);
    const pull = world.repository.pulls[0];
    pull.headSha = olderSha;
    const pushed = {
      ...opened.pullRequest,
      head: { ...opened.pullRequest.head, sha: olderSha },
    };
    await world.change(42, {
      pullRequest: pushed,
      phase: 'awaiting-image',
      reason: 'Waiting for an image.',
    });
    await world.pass(60_000);
    expect(world.shown(42).deployments).toEqual([
      { sha: first, states: ['success'] },
    ]);
    expect(world.shown(42).statuses).toEqual(['pending']);
    await world.change(42, ready(world.of(42)));
    await world.pass(60_000);
    expect(world.shown(42).deployments).toEqual([
      { sha: first, states: ['success', 'inactive'] },
      { sha: olderSha, states: ['success'] },
    ]);
    for (const phase of ['terminating', 'gone'] as const) {
      await world.change(42, { phase, reason: 'The pull request is closed.' });
      await world.pass(60_000);
    }
    expect(world.shown(42).deployments).toEqual([
      { sha: first, states: ['success', 'inactive'] },
      { sha: olderSha, states: ['success', 'inactive'] },
    ]);
    expect(world.of(42).feedback?.deployments).toEqual([]);
    expect(world.shown(42).comments).toEqual([world.text(42)]);
  });
});

describe('GitHub says that it is too much', () => {
  it.each`
    limit                        | enforced
    ${'few writes in a minute'}  | ${{ writesPerMinute: 20 }}
    ${'few writes in an hour'}   | ${{ writesPerHour: 50 }}
    ${'few requests in an hour'} | ${{ requestsPerHour: 90 }}
  `('$limit: no write is lost, none repeated', async ({ enforced }) => {
    const previews = 25;
    const world = inOneProcess();
    world.github.api.limits.enforce(enforced);
    const all = Array.from({ length: previews }, (_, at) => at + 1);
    for (const number of all) {
      const opened = world.open(number);
      await world.change(number, ready(opened));
    }
    await world.settle();
    for (const number of all) {
      expect(world.shown(number)).toEqual({
        comments: [world.text(number)],
        deployments: [
          {
            sha: world.of(number).pullRequest.head.sha,
            states: ['success'],
          },
        ],
        statuses: ['success'],
      });
      expect(world.of(number).feedback?.problems).toEqual([]);
    }
    // Whoever was told to wait has waited, and not knocked meanwhile.
    expect(world.github.api.limits.refused).toBeLessThanOrEqual(10);
    process.stdout.write(
      `${previews} previews, ${limitOf(enforced)}: ${
        world.github.api.limits.refused
      } requests refused, ${JSON.stringify(world.writes())}\n`,
    );
  });
});

function limitOf(enforced: object): string {
  return Object.entries(enforced)
    .map(([name, most]) => `${name} ${most}`)
    .join(', ');
}
