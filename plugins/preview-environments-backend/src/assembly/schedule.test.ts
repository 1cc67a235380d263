import {
  SchedulerServiceTaskInvocationDefinition,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { WatchedRepository } from '../repositories';
import { scheduleLooks } from './schedule';

type Task = SchedulerServiceTaskScheduleDefinition &
  SchedulerServiceTaskInvocationDefinition;

const running = new AbortController().signal;
const web: WatchedRepository = {
  ref: { host: 'github.com', owner: 'acme', name: 'web' },
  definitions: [],
};
const api = { ...web, ref: { ...web.ref, name: 'api' } };

/** What is scheduled, over repositories that a test decides about. */
async function scheduled() {
  const tasks = new Map<string, Task>();
  const world = {
    watched: [web],
    listed: [] as string[],
    triggered: [] as string[],
    list: async (_: WatchedRepository) => {},
    listAll: async (_: AbortSignal | undefined) => true,
    started: jest.fn(async () => {}),
  };
  const scheduler = mockServices.scheduler.mock({
    scheduleTask: async task => {
      tasks.set(task.id, task);
    },
    triggerTask: async id => {
      world.triggered.push(id);
    },
  });
  await scheduleLooks({
    scheduler,
    repositories: { refresh: async () => {}, list: () => world.watched },
    listing: {
      list: async repository => {
        await world.list(repository);
        world.listed.push(repository.ref.name);
      },
      listAll: signal => world.listAll(signal),
    },
    every: { minutes: 5 },
    watched: world.started,
    logger: mockServices.logger.mock(),
  });
  const run = async (id: string) => tasks.get(id)?.fn(running);
  return { world, tasks, run };
}

describe('repositories that begin to be watched', () => {
  it('are listed at once, each once', async () => {
    const { world, run } = await scheduled();
    await run('refresh-repositories');
    world.watched = [web, api];
    await run('refresh-repositories');
    await run('refresh-repositories');
    expect(world.listed).toEqual(['web', 'api']);
    expect(world.started).toHaveBeenCalledTimes(1);
  });

  it('are listed again when they were not watched for a while', async () => {
    const { world, run } = await scheduled();
    await run('refresh-repositories');
    world.watched = [];
    await run('refresh-repositories');
    world.watched = [web];
    await run('refresh-repositories');
    expect(world.listed).toEqual(['web', 'web']);
  });

  it('are listed by the next refresh when that failed', async () => {
    const { world, run } = await scheduled();
    world.watched = [web, api];
    world.list = async () => {
      throw new Error('the database is gone');
    };
    await expect(run('refresh-repositories')).rejects.toThrow('gone');
    world.list = async () => {};
    await run('refresh-repositories');
    expect(world.listed).toEqual(['web', 'api']);
  });
});

describe('the listing of all repositories', () => {
  const milliseconds = (duration: unknown) =>
    durationToMilliseconds(duration as HumanDuration);

  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is taken over from a replica that died within about a minute', async () => {
    const { tasks } = await scheduled();
    const task = tasks.get('list-pull-requests');
    expect(task?.scope).toBe('global');
    // Backstage looks for tasks that timed out once a minute.
    expect(milliseconds(task?.timeout)).toBeLessThanOrEqual(20_000);
    // A process that has just started takes part soon.
    expect(milliseconds(task?.initialDelay)).toBeLessThanOrEqual(10_000);
  });

  it('goes on soon after a turn that was too short for all', async () => {
    const { world, run } = await scheduled();
    world.listAll = async () => false;
    await run('list-pull-requests');
    expect(world.triggered).toEqual([]);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(world.triggered).toEqual(['list-pull-requests']);
  });

  it('waits for its time when all were listed', async () => {
    const { world, run } = await scheduled();
    await run('list-pull-requests');
    await jest.advanceTimersByTimeAsync(60_000);
    expect(world.triggered).toEqual([]);
  });

  it('ends its turn with the task', async () => {
    const { world, tasks } = await scheduled();
    let seen: AbortSignal | undefined;
    world.listAll = async signal => {
      seen = signal;
      return true;
    };
    const stop = new AbortController();
    await tasks.get('list-pull-requests')?.fn(stop.signal);
    expect(seen?.aborted).toBe(false);
    stop.abort();
    expect(seen?.aborted).toBe(true);
  });
});
