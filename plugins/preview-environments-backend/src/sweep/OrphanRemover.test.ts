import {
  DeploymentIdentity,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { currentLease } from '../kubernetes';
import { Step, WorkspaceStatus } from '../preview';
import { Hindrance } from '../reconciler';
import { policy } from '../preview/__testUtils__/builders';
import { life, namespace } from './__testUtils__/found';
import { OrphanRemover } from './OrphanRemover';

const begin = Date.parse('2026-03-01T12:00:00Z');
const leaseMilliseconds = 75_000;
const previewId = 'web-pr-42';
const group = {
  id: `dev.${previewId}`,
  cluster: 'dev',
  previewId,
  objects: [namespace()],
};

/** A cluster that holds a route, an Application and a namespace of the orphan, and lets go of them as it is told. */
class Leftovers {
  routes = ['web'];
  deployments: DeploymentIdentity[] = [
    { previewId, component: 'web', cluster: 'dev', name: `${previewId}-web` },
  ];
  workspace:
    | Exclude<
        WorkspaceStatus,
        { state: 'unknown' | 'incomplete' | 'complete' }
      >['state']
    | 'present' = 'present';
  overrides: string[] = [];
  /** Kinds of steps that come to nothing. */
  stuck: Step['kind'][] = [];
  failure: Error | undefined;
  hindrances: Hindrance[] = [];
  known = false;
  remaining = leaseMilliseconds;
  readonly log: string[] = [];
  readonly generations = new Set<number | undefined>();
  readonly signal = new AbortController();

  readonly remover = new OrphanRemover({
    sources: {
      workspaces: {
        status: async () => {
          throw new Error('nothing is wanted');
        },
        presence: async () =>
          this.workspace === 'present' || this.workspace === 'absent'
            ? { state: this.workspace }
            : { state: 'deleting', reason: 'x', blockedBy: ['finalizer x/y'] },
      },
      deployer: { list: async () => this.deployments },
      router: { list: async () => this.routes },
      mesh: { list: async () => this.overrides },
    },
    actor: { act: async steps => this.#act(steps) },
    store: { lives: async () => (this.known ? [life()] : []) },
    policy: () => policy,
    now: () => new Date(begin + leaseMilliseconds - this.remaining),
    pause: async milliseconds => {
      this.remaining -= Math.max(1_000, milliseconds);
    },
  });

  remove() {
    return this.remover.remove([group], {
      generation: 7,
      remainingMilliseconds: () => this.remaining,
      signal: this.signal.signal,
    });
  }

  async #act(steps: Step[]) {
    this.generations.add(currentLease()?.generation);
    for (const step of steps) {
      this.log.push(step.kind);
      if (this.failure) throw this.failure;
      if (this.stuck.includes(step.kind)) continue;
      if (step.kind === 'destroy-edge-routes') this.routes = [];
      if (step.kind === 'destroy-deployment') this.deployments = [];
      if (step.kind === 'destroy-workspace') this.workspace = 'absent';
    }
    return { changed: true, hindrances: this.hindrances };
  }
}

it('removes in the close order, each step when the one before is done', async () => {
  const leftovers = new Leftovers();
  expect(await leftovers.remove()).toEqual(new Map([[group.id, []]]));
  expect(leftovers.log).toEqual([
    'destroy-edge-routes',
    'destroy-deployment',
    'destroy-workspace',
  ]);
  expect([...leftovers.generations]).toEqual([7]);
});

it('goes no further than what hangs, and gives up in time for the next replica', async () => {
  const leftovers = new Leftovers();
  leftovers.stuck = ['destroy-deployment'];
  await leftovers.remove();
  expect(leftovers.log).not.toContain('destroy-workspace');
  expect(leftovers.remaining).toBeGreaterThan(10_000);
});

it('names what holds up the namespace', async () => {
  const leftovers = new Leftovers();
  leftovers.stuck = ['destroy-workspace'];
  leftovers.workspace = 'deleting';
  expect(await leftovers.remove()).toEqual(
    new Map([[group.id, ['finalizer x/y']]]),
  );
});

it('names what holds up an Application', async () => {
  const leftovers = new Leftovers();
  leftovers.stuck = ['destroy-deployment'];
  leftovers.hindrances = [{ reason: 'It is kept.', blockedBy: ['no project'] }];
  expect(await leftovers.remove()).toEqual(
    new Map([[group.id, ['no project']]]),
  );
});

it('says what was refused', async () => {
  const leftovers = new Leftovers();
  leftovers.failure = new WaitingError('the cluster is busy');
  expect(await leftovers.remove()).toEqual(
    new Map([[group.id, ['the cluster is busy']]]),
  );
});

it('does not swallow what nobody expects', async () => {
  const leftovers = new Leftovers();
  leftovers.failure = new TypeError('a mistake of ours');
  await expect(leftovers.remove()).rejects.toThrow('a mistake of ours');
});

it.each<[string, (leftovers: Leftovers) => void]>([
  [
    'a preview of the name is known meanwhile',
    one => {
      one.known = true;
    },
  ],
  ['the sweep is over', one => one.signal.abort()],
  [
    'the lease is nearly over',
    one => {
      one.remaining = 30_000;
    },
  ],
])('touches nothing when %s', async (_scenario, change) => {
  const leftovers = new Leftovers();
  change(leftovers);
  await leftovers.remove();
  expect(leftovers.log).toEqual([]);
});
