import { PreviewRecord } from '../preview';
import {
  component,
  previewId,
  pullRequest,
  record,
  sha,
} from '../preview/__testUtils__/builders';
import { World } from '../preview/__testUtils__/world';
import { application, namespace, stamp } from './__testUtils__/found';
import { leftoversLeave, rebuiltRecord } from './records';

const createdAt = new Date('2026-02-27T12:00:00Z');
const found = {
  previewId,
  clusters: ['dev'],
  objects: [namespace()],
  stamp: stamp(42, { createdAt, kept: true }),
};

/** A preview that was ready when its database was lost; `memory` is what the store knows then. */
function afterTheLoss(memory: PreviewRecord | undefined): {
  world: World;
  before: string[];
} {
  const world = new World(pullRequest(), [component()]);
  world.build(sha);
  world.settle();
  expect(world.record?.phase).toBe('ready');
  world.record = memory;
  return { world, before: world.objects() };
}

const rebuilt = () => rebuiltRecord(found, new Date('2026-03-01T12:00:00Z'));

describe('a preview that the cluster alone remembers (7.20)', () => {
  it('is adopted as it is while its pull request is open, and stays what it was', () => {
    const { world, before } = afterTheLoss(rebuilt());
    const steps = [world.look(), world.look(), world.look()].flat();
    expect(steps.filter(({ kind }) => kind.startsWith('destroy'))).toEqual([]);
    world.settle();
    expect(world.objects()).toEqual(before);
    expect(world.record).toMatchObject({
      phase: 'ready',
      createdAt,
      kept: true,
      generation: 1,
    });
  });

  it('of a branch keeps its branch, who asked for it, and its end', () => {
    const branch = { name: 'new/basket', entityRef: 'component:default/web' };
    const expiresAt = new Date('2026-03-03T12:00:00Z');
    const told = stamp(0, {
      branch,
      createdAt,
      expiresAt,
      requestedBy: 'user:default/ann',
    });
    expect(rebuiltRecord({ ...found, stamp: told }, createdAt)).toMatchObject({
      branch,
      request: { requestedBy: 'user:default/ann', until: expiresAt },
      pullRequest: { number: 0, head: { ref: 'new/basket' } },
    });
  });

  it('is compared with what its pull request shows, because nobody knows what that was told', () => {
    expect(rebuilt().feedback?.unsure).toEqual([
      'comment',
      'status',
      'deployment',
    ]);
  });

  it('sleeps on, when it was asleep', () => {
    const told = stamp(42, { createdAt, asleepBy: 'user:default/ann' });
    const { world } = afterTheLoss(
      rebuiltRecord({ ...found, stamp: told }, createdAt),
    );
    world.settle();
    expect(world.objects()).toEqual(['pv-web-pr-42']);
    expect(world.record).toMatchObject({
      phase: 'asleep',
      reason: 'Put to sleep by user:default/ann.',
    });
  });

  it('remembers which commit was approved, by whom, and who had asked for it', () => {
    const headSha = 'a'.repeat(40);
    const told = stamp(42, {
      approval: { headSha, by: 'dana on github.com' },
      requestedBy: 'user:default/ann',
    });
    const objects = [namespace(), application({ headSha })];
    expect(
      rebuiltRecord({ ...found, objects, stamp: told }, createdAt),
    ).toMatchObject({
      commit: headSha,
      approval: { headSha, by: 'dana on github.com' },
      request: { requestedBy: 'user:default/ann' },
    });
  });

  it('goes when it is a fork of which nothing says that it was approved', () => {
    const { world } = afterTheLoss(rebuilt());
    world.change({ head: { sha, ref: 'x', repositoryId: '99' } });
    world.settle();
    expect(world.objects()).toEqual([]);
    expect(world.record).toMatchObject({
      phase: 'awaiting-approval',
      blockedBy: ['approval'],
    });
  });

  it('goes when its pull request was closed meanwhile', () => {
    const { world } = afterTheLoss(rebuilt());
    world.change({ state: 'closed' });
    world.settle();
    expect(world.objects()).toEqual([]);
    expect(world.record?.phase).toBe('gone');
  });

  it('goes when its pull request does not ask for it any more', () => {
    const { world } = afterTheLoss(rebuilt());
    world.change({ draft: true });
    world.settle();
    expect(world.objects()).toEqual([]);
  });
});

describe('a database that is older than the cluster', () => {
  const readyThen = record({ clusters: ['dev'] });

  it('does not revive what was closed after it was saved', () => {
    const { world } = afterTheLoss(readyThen);
    world.change({ state: 'closed' });
    world.record = { ...readyThen };
    world.settle();
    expect(world.record?.phase).toBe('gone');
    // The restore, once more: GitHub still says closed.
    world.record = { ...readyThen };
    world.settle();
    expect(world.record?.phase).toBe('gone');
    expect(world.objects()).toEqual([]);
  });

  it('lets a preview live whose pull request was opened again after it was saved', () => {
    const { world, before } = afterTheLoss(undefined);
    world.change({ state: 'closed' });
    const closedAt = new Date('2026-03-01T11:00:00Z');
    world.record = { ...rebuilt(), generation: 2, closedAt };
    world.change({ state: 'open' });
    world.settle();
    expect(world.record).toMatchObject({ phase: 'ready', generation: 2 });
    expect(world.objects()).toEqual(before);
  });

  it.each(['gone', 'forgotten'] as const)(
    'revives nothing of a closed pull request that is %s there',
    memory => {
      const closed = record({
        phase: 'gone',
        clusters: [],
        closedAt: new Date('2026-02-01T00:00:00Z'),
      });
      const { world } = afterTheLoss(undefined);
      world.change({ state: 'closed' });
      world.settle();
      world.record = memory === 'gone' ? closed : undefined;
      const left = world.objects();
      world.settle();
      expect(world.objects()).toEqual(left);
      expect(world.record?.phase).toBe(memory === 'gone' ? 'gone' : undefined);
    },
  );
});

describe('what is left of a preview that was gone', () => {
  const goneRecord = record({ phase: 'gone', clusters: [], url: undefined });
  const leaving = () =>
    leftoversLeave(
      goneRecord,
      { clusters: ['dev'], objects: [namespace()] },
      new Date('2026-03-01T12:00:00Z'),
    );

  it('says what was found, and goes in order', () => {
    const { record: after, reason } = leaving();
    expect(reason).toBe('Found again in cluster dev: Namespace pv-web-pr-42.');
    const { world } = afterTheLoss(after);
    world.change({ state: 'closed' });
    world.settle();
    expect(world.objects()).toEqual([]);
    expect(world.record?.phase).toBe('gone');
  });

  it('goes wholly before its pull request gets another preview', () => {
    const { world, before } = afterTheLoss(leaving().record);
    world.change({ title: 'Again' });
    const kinds = () => world.look().map(({ kind }) => kind);
    while (world.objects().length > 0) {
      expect(kinds().filter(kind => kind.startsWith('ensure'))).toEqual([]);
      world.pass(3_000);
    }
    world.settle();
    expect(world.record).toMatchObject({ phase: 'ready', generation: 2 });
    expect(world.objects()).toEqual(before);
  });
});
