import { WaitingError } from '@previewenv/plugin-preview-environments-node';
import {
  Event,
  Job,
  KubernetesObject,
  labelsOf,
  OwnObjects,
  Pod,
} from '../kubernetes';
import {
  failure,
  MemoryCluster,
} from '../kubernetes/__testUtils__/memoryCluster';
import { cleanupRun, now } from '../preview/__testUtils__/builders';
import { CleanupJobs } from './CleanupJobs';

const instance = 'test';
const previewId = 'web-pr-42';
const namespace = 'pv-web-pr-42';
const name = 'cleanup-web-1';
const run = cleanupRun({ startedAt: now });
const ref = { resource: Job, namespace, name };

class ClusterWithLogs extends MemoryCluster {
  log: () => string = () => '';
  readonly asked: object[] = [];

  override async logs(options: object = {}): Promise<string> {
    this.asked.push(options);
    return this.log();
  }
}

function setUp() {
  const cluster = new ClusterWithLogs();
  const objects = new OwnObjects({ client: cluster, instance });
  const jobs = new CleanupJobs({
    clusters: () => ({ client: cluster, objects, instance }),
  });
  const start = () =>
    jobs.start({ previewId, generation: 1, run, retryAfterMilliseconds: 700 });
  const status = (late = false) =>
    jobs.status(run, { previewId, generation: 1, late });
  return { cluster, start, status };
}

/** What the cluster makes of the Job. */
function become(cluster: MemoryCluster, status: object): void {
  cluster.put(Job, { ...cluster.read(ref)!, status });
}

const condition = (type: string, reason?: string, message?: string) => ({
  conditions: [{ type, status: 'True', reason, message }],
});

function pod(
  suffix: string,
  createdAt: string,
  state: object,
): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name}-${suffix}`,
      namespace,
      creationTimestamp: createdAt,
      labels: { 'batch.kubernetes.io/job-name': name },
    },
    status: {
      containerStatuses: [{ name: 'cleanup', image: 'tools', state }],
    },
  };
}

const early = '2026-03-01T11:00:00Z';
const late = '2026-03-01T11:01:00Z';
const crashed = (message?: string) => ({
  terminated: { exitCode: 3, reason: 'Error', message },
});

describe('starting', () => {
  it('makes the account and the Job, and nothing a second time', async () => {
    const { cluster, start } = setUp();

    await expect(start()).resolves.toBe('changed');
    become(cluster, condition('Complete'));
    await expect(start()).resolves.toBe('unchanged');
    expect(cluster.content()).toEqual([
      `Job ${namespace}/${name}`,
      `ServiceAccount ${namespace}/preview-environments-cleanup`,
    ]);
    expect(cluster.read(ref)?.status).toEqual(condition('Complete'));
  });

  it.each`
    scenario                           | status       | message
    ${'a policy refuses it'}           | ${403}       | ${"The clean-up job of web can't be started: Cluster memory refused"}
    ${'the cluster is not to be seen'} | ${undefined} | ${"The clean-up job of web can't be started: Cluster memory is not reachable"}
  `('is tried again soon when $scenario', async ({ status, message }) => {
    const { cluster, start } = setUp();
    cluster.before.create = () => {
      throw failure('create', ref, status, { message: 'no' });
    };

    const error = await start().catch(thrown => thrown);
    expect(error).toBeInstanceOf(WaitingError);
    expect(error.afterMilliseconds).toBe(700);
    expect(error.message).toContain(message);
  });

  it("leaves somebody else's Job of the name alone", async () => {
    const { cluster, start } = setUp();
    const foreign = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name, namespace },
    };
    cluster.put(Job, foreign);

    await expect(start()).rejects.toThrow('exists and is not ours');
    expect(cluster.read(ref)?.metadata.labels).toBeUndefined();
  });
});

describe('the status', () => {
  it('is absent before the Job was made', async () => {
    await expect(setUp().status()).resolves.toEqual({ state: 'absent' });
  });

  it("is foreign when the Job is another preview's", async () => {
    const { cluster, status } = setUp();
    cluster.put(Job, {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name,
        namespace,
        labels: labelsOf({ instance, id: 'other' }),
      },
    });

    await expect(status()).resolves.toEqual({
      state: 'foreign',
      reason: expect.stringContaining(`Job ${namespace}/${name} exists`),
    });
  });

  it.each`
    scenario                               | conditions                                     | state                                          | expected
    ${'nothing has happened yet'}          | ${{}}                                          | ${{}}                                          | ${{ state: 'running', reason: '' }}
    ${'an attempt failed, another may do'} | ${{ failed: 1 }}                               | ${crashed()}                                   | ${{ state: 'running', reason: '' }}
    ${'its failure is not final yet'}      | ${condition('FailureTarget')}                  | ${crashed()}                                   | ${{ state: 'running', reason: '' }}
    ${'its image is not to be had'}        | ${{}}                                          | ${{ waiting: { reason: 'ImagePullBackOff' } }} | ${{ state: 'running', reason: `Pod ${name}-b: cannot pull image tools` }}
    ${'it is done'}                        | ${condition('Complete')}                       | ${{}}                                          | ${{ state: 'succeeded' }}
    ${'all attempts failed'}               | ${condition('Failed', 'BackoffLimitExceeded')} | ${crashed()}                                   | ${{ state: 'failed', reason: 'every attempt failed, the last one with exit code 3.' }}
    ${'its own deadline ended it'}         | ${condition('Failed', 'DeadlineExceeded')}     | ${{}}                                          | ${{ state: 'failed', reason: 'it was not done in time.' }}
    ${'it failed for a reason of its own'} | ${condition('Failed', 'Other', 'so it is')}    | ${{}}                                          | ${{ state: 'failed', reason: 'so it is' }}
  `('says that $scenario', async ({ conditions, state, expected }) => {
    const { cluster, start, status } = setUp();
    await start();
    become(cluster, conditions);
    cluster.put(Pod, pod('a', early, { running: {} }));
    cluster.put(Pod, pod('b', late, state));

    await expect(status()).resolves.toEqual({ ...expected, log: '' });
  });

  it('names why no pod can be made', async () => {
    const { cluster, start, status } = setUp();
    await start();
    cluster.put(Event, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'x', namespace },
      type: 'Warning',
      reason: 'FailedCreate',
      message: 'exceeded quota',
      involvedObject: { kind: 'Job', name },
    });

    await expect(status()).resolves.toMatchObject({
      state: 'running',
      reason: `Job ${name} cannot make its pods: exceeded quota`,
    });
  });
});

describe('the log', () => {
  async function ended(log: () => string, message?: string) {
    const { cluster, start, status } = setUp();
    await start();
    become(cluster, condition('Failed', 'BackoffLimitExceeded'));
    cluster.put(Pod, pod('b', late, crashed(message)));
    cluster.put(Pod, pod('a', early, crashed('an earlier attempt')));
    cluster.log = log;
    return { cluster, found: await status() };
  }
  const unreadable = () => {
    throw failure('logs', { ...ref, resource: Pod }, 500, { message: 'no' });
  };

  it('is that of the last attempt', async () => {
    const { cluster, found } = await ended(() => '\u001b[31mno such table\n');

    expect(found).toMatchObject({ log: 'no such table' });
    expect(cluster.asked).toEqual([
      { namespace, pod: `${name}-b`, container: 'cleanup', tailLines: 100 },
    ]);
  });

  it.each`
    scenario                                   | message       | expected
    ${'the last words stand for it'}           | ${'no table'} | ${'no table'}
    ${'without last words, that is all there'} | ${undefined}  | ${'It could not be read: Cluster memory answered 500: no'}
  `('can be missing: $scenario', async ({ message, expected }) => {
    const { found } = await ended(unreadable, message);
    expect(found).toMatchObject({ log: expected });
  });

  it.each`
    scenario                             | isLate   | expected
    ${'not read while it is waited for'} | ${false} | ${''}
    ${'read when nobody waits'}          | ${true}  | ${'so far'}
  `('is $scenario', async ({ isLate, expected }) => {
    const { cluster, start, status } = setUp();
    await start();
    cluster.put(Pod, pod('a', early, { running: {} }));
    cluster.log = () => 'so far';

    await expect(status(isLate)).resolves.toMatchObject({ log: expected });
  });
});
