import {
  CommitCheck,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { AskedBuild, LeftObject, RunFact } from '../../preview';
import { AbsentDefinition } from '../../preview';
import {
  component,
  deploymentIdentity,
  now,
  policy,
  pullRequest,
  record,
  writer,
} from '../../preview/__testUtils__/builders';
import { Observer, ObserverOptions } from '../Observer';
import { claim } from './claims';

/** Everything an observer may ask for, in the words of a test. */
export type Question =
  | 'record'
  | 'pull request'
  | 'definitions'
  | 'changed files'
  | 'admission'
  | 'removal'
  | 'withdrawal'
  | 'workspace'
  | 'presence'
  | 'deployments'
  | 'routes'
  | 'image'
  | 'deployment'
  | 'workload'
  | 'route'
  | 'probe'
  | 'overrides'
  | 'baseline route'
  | 'override'
  | 'remains'
  | 'clean-up job'
  | 'asked builds'
  | 'run'
  | 'check';

const usual = {
  record: () => record() as ReturnType<typeof record> | undefined,
  'pull request': () =>
    pullRequest() as ReturnType<typeof pullRequest> | undefined,
  definitions: () => ({
    components: [component()],
    problems: [] as string[],
    absent: [] as AbsentDefinition[],
  }),
  'changed files': () => ({ files: ['web/page.ts'], complete: true }),
  admission: (): Awaited<ReturnType<ObserverOptions['store']['admit']>> => ({
    admitted: true,
  }),
  removal: (): Awaited<
    ReturnType<ObserverOptions['removals']['permitSecondReading']>
  > => ({ permitted: true }),
  withdrawal: (): void => {},
  workspace: (): Awaited<
    ReturnType<ObserverOptions['workspaces']['status']>
  > => ({ state: 'complete' }),
  presence: (): Awaited<
    ReturnType<ObserverOptions['workspaces']['presence']>
  > => ({ state: 'present' }),
  deployments: () => [deploymentIdentity],
  routes: () => ['web'],
  image: (): Awaited<ReturnType<ObserverOptions['images']['look']>> => ({
    state: 'found',
    digest: 'sha256:1f',
    manifests: [],
  }),
  deployment: (): Awaited<
    ReturnType<ObserverOptions['deployer']['status']>
  > => ({ state: 'healthy' }),
  workload: (): Awaited<
    ReturnType<ObserverOptions['workloads']['status']>
  > => ({ state: 'proven' }),
  route: (): Awaited<ReturnType<ObserverOptions['router']['status']>> => ({
    state: 'accepted',
  }),
  probe: (): Awaited<ReturnType<ObserverOptions['prober']['probe']>> => ({
    state: 'answered',
  }),
  overrides: (): string[] => [],
  'baseline route': (): Awaited<
    ReturnType<ObserverOptions['mesh']['baselineStatus']>
  > => ({ state: 'accepted' }),
  override: (): Awaited<ReturnType<ObserverOptions['mesh']['status']>> => ({
    state: 'accepted',
  }),
  remains: (): LeftObject[] => [],
  'clean-up job': (): Awaited<
    ReturnType<ObserverOptions['jobs']['status']>
  > => ({ state: 'absent' }),
  'asked builds': (): Record<string, AskedBuild> => ({}),
  run: (): RunFact | undefined => undefined,
  check: (): CommitCheck | undefined => undefined,
};

/** Different answers than those of a preview that is ready; an answer may throw. */
export type Answers = Partial<typeof usual>;

/** Says of a cluster or a host that it can't be reached for now. */
export function unreachable(): never {
  throw new WaitingError('Cluster dev is not reachable');
}

/** An observer of a preview that is ready but for `different`, and what it asked for, in order. */
export function observerOf(
  different: Answers = {},
  options: Partial<Pick<ObserverOptions, 'limits' | 'admits' | 'policy'>> = {},
) {
  const asked: Question[] = [];
  const given = { ...usual, ...different };
  const answer =
    <Q extends Question>(question: Q) =>
    async () => {
      asked.push(question);
      return given[question]() as ReturnType<(typeof usual)[Q]>;
    };
  const observer = new Observer({
    store: {
      get: answer('record'),
      leave: async () => ({ approval: undefined, request: undefined }),
      admit: answer('admission'),
    },
    people: {
      mayWrite: async () => true,
      settersOf: async () => ({ preview: writer }),
    },
    groups: { faces: async () => [] },
    branches: { branchOf: async () => undefined },
    pullRequests: { read: answer('pull request') },
    codeHost: {
      listChangedFiles: answer('changed files'),
    },
    definitions: { read: answer('definitions') },
    images: { look: answer('image') },
    workspaces: { status: answer('workspace'), presence: answer('presence') },
    deployer: { status: answer('deployment'), list: answer('deployments') },
    router: { status: answer('route'), list: answer('routes') },
    mesh: {
      baselineStatus: answer('baseline route'),
      status: answer('override'),
      list: answer('overrides'),
    },
    workloads: { status: answer('workload') },
    prober: { probe: answer('probe') },
    removals: {
      permitSecondReading: answer('removal'),
      withdraw: answer('withdrawal'),
    },
    remains: { of: answer('remains') },
    jobs: { status: answer('clean-up job') },
    builds: {
      asked: answer('asked builds'),
      run: answer('run'),
      check: answer('check'),
    },
    policy: () => policy,
    limits: { total: undefined, perRepository: undefined },
    admits: true,
    takeOverGraceMilliseconds: 70_000,
    now: () => now,
    ...options,
  });
  return { observer, asked };
}

/** What it observed, and what it asked for. */
export async function observe(
  answers: Answers = {},
  options: Parameters<typeof observerOf>[1] = {},
) {
  const { observer, asked } = observerOf(answers, options);
  const observation = await observer.observe(claim());
  if (observation.kind !== 'observed') throw new Error(observation.reason);
  return { ...observation.observed, asked };
}
