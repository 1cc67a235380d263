import fc from 'fast-check';
import { dependsOn, face, labelled, standFor } from '../__testUtils__/faces';
import { groupOf, mostMembers, mostRead } from './group';
import { answererOf, keysFor } from './reach';
import { Face, FaceState } from './types';

const idsOf = (faces: Face[]) => faces.map(({ previewId }) => previewId).sort();
const groupIn = (world: Face[], asking: Face) =>
  groupOf(
    asking,
    world.filter(({ previewId }) => previewId !== asking.previewId),
  ).members;

describe('the members of a group', () => {
  const web = (change: Partial<Face> = {}) =>
    face('web#1', { links: [dependsOn('web#1', 'cart#2')], ...change });
  const cart = (change: Partial<Face> = {}) =>
    face('cart#2', { links: [dependsOn('cart#2', 'pay#3')], ...change });
  const pay = (change: Partial<Face> = {}) => face('pay#3', change);
  const cycle = { links: [dependsOn('pay#3', 'web#1')] };
  it.each`
    scenario                                            | world                                         | expected
    ${'by others, too'}                                 | ${[web(), cart(), pay()]}                     | ${['cart-pr-2', 'pay-pr-3', 'web-pr-1']}
    ${'in a cycle'}                                     | ${[web(), cart(), pay(cycle)]}                | ${['cart-pr-2', 'pay-pr-3', 'web-pr-1']}
    ${'without who is not linked'}                      | ${[web(), cart(), pay(), face('mail#4')]}     | ${['cart-pr-2', 'pay-pr-3', 'web-pr-1']}
    ${'without who waits, and who is linked by it'}     | ${[web(), cart({ state: 'waiting' }), pay()]} | ${['web-pr-1']}
    ${'without who is closed, and who is linked by it'} | ${[web(), cart({ state: 'closed' }), pay()]}  | ${['web-pr-1']}
    ${'without who sleeps, but who is linked by it'}    | ${[web(), cart({ state: 'asleep' }), pay()]}  | ${['pay-pr-3', 'web-pr-1']}
    ${'alone'}                                          | ${[web()]}                                    | ${['web-pr-1']}
  `('$scenario', ({ world, expected }) => {
    expect(idsOf(groupIn(world, world[0]))).toEqual(expected);
  });

  const crowd = (size: number) =>
    Array.from({ length: size }, (_, at) =>
      face(`s${at}#${at + 1}`, {
        links: [
          labelled(
            'preview-group:all',
            Array.from({ length: size }, (__, other) => `s${other}`),
          ),
        ],
      }),
    );

  it('are those that came first, when there are too many', () => {
    const world = crowd(mostMembers + 2);
    const first = idsOf(world.slice(0, mostMembers));
    for (const one of world.slice(0, mostMembers))
      expect(idsOf(groupIn(world, one))).toEqual(first);
    const last = world[mostMembers + 1];
    expect(idsOf(groupIn(world, last))).toEqual([last.previewId]);
  });

  it('are none when there are more than are read', () => {
    const world = crowd(mostRead + 1);
    expect(groupIn(world, world[0])).toEqual([world[0]]);
  });
});

const pulls = ['web#1', 'web#2', 'cart#3', 'cart#4', 'pay#5', 'mail#6'];
const services = ['web', 'cart', 'pay', 'mail'];
const anyState = fc.constantFrom<FaceState>(
  'running',
  'running',
  'running',
  'asleep',
  'waiting',
  'held',
  'none',
  'closed',
);
const anyWritable = fc.oneof(fc.constant(services), fc.subarray(services));
const anyFace = (pull: string) =>
  fc
    .record({
      state: anyState,
      since: fc.nat(3),
      stands: fc.subarray(services),
      cluster: fc.constantFrom('dev', 'dev', 'other'),
      named: fc.subarray(pulls.filter(one => one !== pull)),
      labels: fc.subarray(['preview-group:a', 'preview-group:b']),
      writable: anyWritable,
    })
    .map(({ state, since, stands, cluster, named, labels, writable }) =>
      face(pull, {
        state,
        since,
        clusters: [cluster],
        stands: stands.map(service => standFor(pull, service, cluster)),
        links: [
          ...named.map(to => dependsOn(pull, to, { writable })),
          ...labels.map(label => labelled(label, writable)),
        ],
      }),
    );
const anyWorld = fc.tuple(...pulls.map(anyFace));
const runningIn = (world: Face[]) =>
  world.filter(({ state }) => state === 'running');
const targets = ['dev', 'other'].flatMap(cluster =>
  services.map(service => ({ cluster, target: `shop/${service}:80` })),
);

/** By the key: the previews whose routes take a request with it. */
function takersOf(world: Face[], target: (typeof targets)[number]) {
  const takers = new Map<string, string[]>();
  for (const one of runningIn(world)) {
    const stands = one.stands.some(
      stand =>
        stand.cluster === target.cluster && stand.target === target.target,
    );
    if (!stands) continue;
    for (const key of keysFor(one, groupIn(world, one), target))
      takers.set(key, [...(takers.get(key) ?? []), one.previewId]);
  }
  return takers;
}

describe('whatever links pull requests', () => {
  it('makes whoever is in my group have me in theirs', () => {
    fc.assert(
      fc.property(anyWorld, world => {
        for (const one of runningIn(world)) {
          const group = groupIn(world, one);
          for (const other of group)
            expect(idsOf(groupIn(world, other))).toEqual(idsOf(group));
        }
      }),
    );
  });

  it('does not depend on who is read first', () => {
    fc.assert(
      fc.property(anyWorld, fc.infiniteStream(fc.double()), (world, random) => {
        const shuffled = [...world].sort(() => random.next().value - 0.5);
        for (const one of runningIn(world))
          expect(groupIn(shuffled, one)).toEqual(groupIn(world, one));
      }),
    );
  });

  it('leads each key to one version of a Service at most, its own before any other', () => {
    fc.assert(
      fc.property(anyWorld, world => {
        for (const target of targets) {
          for (const [key, takers] of takersOf(world, target)) {
            const own = world.find(({ previewId }) => previewId === key);
            const standsItself = own?.stands.some(
              one =>
                one.cluster === target.cluster && one.target === target.target,
            );
            expect(takers).toHaveLength(1);
            expect(standsItself ? takers : [key]).toEqual([key]);
          }
        }
      }),
    );
  });

  it('gives nobody a match who does not run, and none of their keys to others', () => {
    fc.assert(
      fc.property(anyWorld, world => {
        const ids = idsOf(runningIn(world));
        for (const target of targets)
          for (const [key, takers] of takersOf(world, target)) {
            expect(ids).toContain(key);
            for (const taker of takers) expect(ids).toContain(taker);
          }
      }),
    );
  });

  it('keeps who may not write to both repositories from linking them', () => {
    fc.assert(
      fc.property(anyWorld, world => {
        const without = world.map(one => ({
          ...one,
          links: one.links.map(link => ({
            ...link,
            writable: [one.repository.id],
          })),
        }));
        for (const one of runningIn(without))
          for (const other of groupIn(without, one))
            expect(other.repository.id).toBe(one.repository.id);
      }),
    );
  });

  it('takes the matches away of who leaves', () => {
    fc.assert(
      fc.property(anyWorld, fc.nat(pulls.length - 1), (world, place) => {
        const gone = world[place].previewId;
        const after = world.map(one =>
          one.previewId === gone
            ? { ...one, state: 'closed' as const, links: [], stands: [] }
            : one,
        );
        for (const target of targets) {
          const takers = takersOf(after, target);
          expect(takers.has(gone)).toBe(false);
          expect([...takers.values()].flat()).not.toContain(gone);
        }
      }),
    );
  });

  it('answers a key the same, whoever says so', () => {
    fc.assert(
      fc.property(anyWorld, world => {
        for (const one of runningIn(world)) {
          const members = groupIn(world, one);
          for (const target of targets) {
            const answers = answererOf(one, members, target);
            const inCluster = one.clusters.includes(target.cluster);
            const takers = takersOf(world, target).get(one.previewId) ?? [];
            expect(takers).toEqual(
              answers && inCluster ? [answers.previewId] : [],
            );
          }
        }
      }),
    );
  });
});
