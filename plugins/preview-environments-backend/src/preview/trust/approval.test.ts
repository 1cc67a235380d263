import fc from 'fast-check';
import { component, pullRequest } from '../__testUtils__/builders';
import { World } from '../__testUtils__/world';
import { granted } from '../wishes';

const first = '1'.repeat(40);
const second = '2'.repeat(40);
const third = '3'.repeat(40);
const head = (sha: string) => ({ sha, ref: 'x', repositoryId: '99' });

/** A fork's pull request, whose images are all built by its own workflow. */
function openedFromFork(): World {
  const world = new World(pullRequest({ head: head(first) }), [component()]);
  for (const sha of [first, second, third]) world.build(sha);
  return world;
}

/** Somebody who may write approves the head that the preview shows. */
function approve(world: World, sha: string): void {
  if (!world.record) throw new Error('nothing is shown yet');
  world.record = granted(world.record, {
    kind: 'approve',
    requestedBy: 'dana on github.com',
    at: new Date(),
    headSha: sha,
    until: undefined,
  });
}

/** The same, with its first commit approved and running. */
function approvedFromFork(): World {
  const world = openedFromFork();
  world.settle();
  approve(world, first);
  world.settle();
  return world;
}

it('leaves no trace of a fork until its commit is approved, and then runs that commit', () => {
  const world = openedFromFork();
  world.settle();
  expect(world.objects()).toEqual([]);
  expect(world.log).toEqual([]);
  expect(world.record).toMatchObject({
    phase: 'awaiting-approval',
    blockedBy: ['approval'],
    reason:
      'Commit 1111111 is from a fork. Somebody who can write to the repository has to approve it.',
  });
  approve(world, first);
  world.settle();
  expect(world.record?.phase).toBe('ready');
  expect(world.objects()).toContain(`web@${first}`);
});

it('names the image of a fork by the whole commit, which nobody can make to match another (7.23)', () => {
  const world = approvedFromFork();
  expect(world.record?.components[0].image).toBe(
    `ghcr.io/acme/web:pr-42-${first}`,
  );
});

it('goes on with the approved commit after a push, and takes up the new one once that is approved', () => {
  const world = approvedFromFork();
  const before = world.objects();

  world.change({ head: head(second) });
  world.settle();
  expect(world.objects()).toEqual(before);
  expect(world.record).toMatchObject({
    phase: 'ready',
    blockedBy: ['approval'],
    liveSha: first,
    reason: expect.stringContaining('Commit 1111111 stays.'),
  });

  approve(world, second);
  world.settle();
  expect(world.record).toMatchObject({ phase: 'ready', blockedBy: [] });
  expect(world.objects()).toContain(`web@${second}`);
});

it('repairs what runs while a new commit waits', () => {
  const world = approvedFromFork();
  const before = world.objects();
  world.change({ head: head(second) });
  world.settle();
  world.routes.clear();
  world.settle();
  expect(world.objects()).toEqual(before);
});

it('removes what runs when it is made a draft, and needs no other approval after', () => {
  const world = approvedFromFork();
  world.change({ draft: true });
  world.settle();
  expect(world.objects()).toEqual([]);
  world.change({ draft: false });
  world.settle();
  expect(world.objects()).toContain(`web@${first}`);
});

it('runs a commit that was approved, and no other, whatever happens in whatever order', () => {
  const anyEvent = fc.oneof(
    fc.constantFrom(first, second, third).map(sha => ({ push: sha })),
    fc.constantFrom(first, second, third).map(sha => ({ approve: sha })),
    fc.boolean().map(draft => ({ draft })),
    fc.constantFrom('open' as const, 'closed' as const).map(state => ({
      state,
    })),
    fc.nat(4).map(looks => ({ looks })),
  );
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 12 }), events => {
      const world = openedFromFork();
      const approved = new Set<string>();
      const check = () => {
        world.look();
        world.pass(3_000);
        for (const sha of world.applications.values())
          expect(approved).toContain(sha);
      };
      for (const event of events) {
        if ('push' in event) world.change({ head: head(event.push) });
        if ('draft' in event) world.change({ draft: event.draft });
        if ('state' in event) world.change({ state: event.state });
        if ('approve' in event && world.record) {
          approve(world, event.approve);
          approved.add(event.approve);
        }
        for (let look = 0; look < ('looks' in event ? event.looks : 1); look++)
          check();
      }
      for (let look = 0; look < 10; look++) check();
    }),
  );
});
