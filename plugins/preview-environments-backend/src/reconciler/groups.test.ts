import fc from 'fast-check';
import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import { Claim, Decision, plan } from '../preview';
import {
  component,
  emptyCluster,
  fullCluster,
  now,
  observed,
  policy,
  pullRequest,
  upFacts,
  writer,
} from '../preview/__testUtils__/builders';
import { previewOf } from '../preview/__testUtils__/faces';
import { countWrites, testDatabases } from '../store/__testUtils__/databases';
import { aHint } from '../store/__testUtils__/records';
import { DefaultStore } from '../store';
import { readGroup } from './groupFacts';
import { nextRecord } from './nextRecord';

const databases = testDatabases();
const pulls = ['cart#1', 'mail#2', 'pay#3', 'web#4'];
const accepted = { state: 'accepted' as const };
const label = 'preview-group:checkout';

/** Pull requests of several repositories, and looks at them until none is due. */
class Neighbourhood {
  readonly #store: DefaultStore;
  readonly #pulls = new Map<string, PullRequest>();
  readonly #decisions = new Map<string, Decision>();
  #time = now.getTime();

  constructor(store: DefaultStore) {
    this.#store = store;
  }

  /** Somebody changes the pull request; the webhook tells of it. */
  async change(pull: string, change: Partial<PullRequest>): Promise<void> {
    const [name, text] = pull.split('#');
    const repository = { ...pullRequest().repository, name, id: name };
    const number = Number(text);
    const before =
      this.#pulls.get(previewOf(pull)) ??
      pullRequest({
        repository,
        number,
        head: { ...pullRequest().head, repositoryId: name },
      });
    this.#pulls.set(previewOf(pull), { ...before, ...change });
    await this.#store.enqueue(aHint({ repository, number }));
  }

  isOpen(pull: string): boolean {
    return this.#pulls.get(previewOf(pull))?.state === 'open';
  }

  /** Whose keys lead to the pull request's preview. */
  keysOf(pull: string): string[] {
    const { desired } = this.#decisions.get(previewOf(pull)) ?? {};
    return desired?.components[0].mesh[0].keys ?? [];
  }

  /** Looks until nothing is due, and answers how often. */
  async settle(): Promise<number> {
    for (let looks = 0; ; ) {
      const claims = await this.#store.claimDue({
        worker: 'worker-1',
        limit: 10,
        leaseMilliseconds: 60_000,
      });
      if (claims.length === 0) return looks;
      for (const claim of claims) await this.#look(claim);
      looks += claims.length;
      if (looks > 100) throw new Error('They never come to rest');
    }
  }

  async #look(claim: Claim): Promise<void> {
    const { previewId } = claim;
    const read = this.#pulls.get(previewId);
    if (!read) throw new Error(`${previewId} is nobody's`);
    const time = new Date((this.#time += 1_000));
    const record = await this.#store.get(previewId);
    const isOpen = read.state === 'open';
    const { name } = read.repository;
    const observation = observed({
      record,
      pullRequest: read,
      observedAt: time,
      components: [component(name, meshed(name))],
      componentFacts: {
        [name]: upFacts({ mesh: [{ baseline: accepted, override: accepted }] }),
      },
      clusters: { dev: isOpen ? fullCluster() : emptyCluster() },
      group: isOpen
        ? await readGroup(
            {
              groups: this.#store,
              people: {
                mayWrite: async (_, login) => login !== 'eve',
                settersOf: async () => ({ [label]: writer }),
              },
              policy: () => policy,
              now: () => time,
            },
            { previewId, pullRequest: read, record },
          )
        : undefined,
    });
    const decision = plan(previewId, observation, time);
    this.#decisions.set(previewId, decision);
    await this.#store.complete(claim, {
      record: nextRecord(previewId, observation, decision, [], time),
      history: [],
      lookAgainAfterMilliseconds:
        decision.phase === 'terminating' ? 0 : undefined,
    });
  }
}

function meshed(name: string) {
  return {
    routing: {
      host: `{{ preview.id }}.preview.example.com`,
      service: { name, port: 80 },
      mesh: [{ service: name, namespace: 'shop', port: 80 }],
    },
  };
}

const names = (pull: string) => {
  const [name, text] = pull.split('#');
  const repository = { host: 'github.com', owner: 'acme', name };
  return { repository, number: Number(text) };
};
const closed = {
  state: 'closed' as const,
  closedAt: '2026-03-01T11:30:00Z',
};

/** Everybody that can be reached along links between pull requests that are open. */
function togetherWith(
  pull: string,
  links: Map<string, string[]>,
  isOpen: (pull: string) => boolean,
): string[] {
  const found = [pull];
  for (const one of found)
    for (const other of pulls)
      if (
        !found.includes(other) &&
        isOpen(other) &&
        (links.get(one)?.includes(other) || links.get(other)?.includes(one))
      )
        found.push(other);
  return found.map(previewOf).sort();
}

const anyAct = fc.oneof(
  { weight: 2, arbitrary: fc.record({ opened: fc.constantFrom(...pulls) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      linking: fc.constantFrom(...pulls),
      to: fc.subarray(pulls),
    }),
  },
  { weight: 1, arbitrary: fc.record({ closing: fc.constantFrom(...pulls) }) },
);

describe.each(databases.ids)('members who come and go, on %s', id => {
  it('all know of each other once nothing is due, whatever happened in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAct, { maxLength: 12 }), async acts => {
        const { store, knex } = await databases.openStore(id);
        const neighbours = new Neighbourhood(store);
        const links = new Map<string, string[]>();
        const isOpen = (pull: string) => neighbours.isOpen(pull);
        const everClosed = new Set<string>();
        for (const act of acts) {
          if ('opened' in act && !everClosed.has(act.opened))
            await neighbours.change(act.opened, {});
          if ('linking' in act && isOpen(act.linking)) {
            links.set(act.linking, act.to);
            await neighbours.change(act.linking, {
              dependsOn: act.to.map(names),
            });
          }
          if ('closing' in act && isOpen(act.closing)) {
            everClosed.add(act.closing);
            links.delete(act.closing);
            await neighbours.change(act.closing, closed);
          }
          await neighbours.settle();
        }
        for (const pull of pulls.filter(isOpen))
          expect(neighbours.keysOf(pull)).toEqual(
            togetherWith(pull, links, isOpen),
          );
        const { writes } = countWrites(knex);
        expect(await neighbours.settle()).toBe(0);
        expect(writes).toEqual([]);
      }),
      { numRuns: id.startsWith('SQLITE') ? 15 : 5 },
    );
  });

  it('have only those looked at whom it concerns', async () => {
    const { store } = await databases.openStore(id);
    const neighbours = new Neighbourhood(store);
    for (const pull of pulls) await neighbours.change(pull, {});
    await neighbours.settle();
    await neighbours.change('web#4', { title: 'Another one' });
    expect(await neighbours.settle()).toBe(1);
    await neighbours.change('web#4', { dependsOn: [names('cart#1')] });
    // Itself, the other one, and nobody else.
    expect(await neighbours.settle()).toBe(2);
    expect(neighbours.keysOf('cart#1')).toEqual(['cart-pr-1', 'web-pr-4']);
    expect(neighbours.keysOf('mail#2')).toEqual(['mail-pr-2']);
  });

  it('are let in by nobody who can not write to both repositories', async () => {
    const { store } = await databases.openStore(id);
    const neighbours = new Neighbourhood(store);
    await neighbours.change('cart#1', {});
    await neighbours.settle();
    await neighbours.change('web#4', {
      author: { login: 'eve', bot: false },
      dependsOn: [names('cart#1')],
    });
    expect(await neighbours.settle()).toBe(1);
    expect(neighbours.keysOf('cart#1')).toEqual(['cart-pr-1']);
  });

  it('leave by the label that they have come by', async () => {
    const { store } = await databases.openStore(id);
    const neighbours = new Neighbourhood(store);
    const labels = ['preview', label];
    for (const pull of ['cart#1', 'web#4'])
      await neighbours.change(pull, { labels });
    await neighbours.settle();
    expect(neighbours.keysOf('cart#1')).toEqual(['cart-pr-1', 'web-pr-4']);
    await neighbours.change('web#4', { labels: ['preview'] });
    await neighbours.settle();
    for (const pull of ['cart#1', 'web#4'])
      expect(neighbours.keysOf(pull)).toEqual([previewOf(pull)]);
  });
});
