import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { stringify } from 'yaml';

const execute = promisify(execFile);
/** Listings of every pod of a cluster are some megabytes. */
const longestAnswer = 64 * 1024 * 1024;

/** An object as the API server shows it; the fields beyond metadata belong to its kind. */
export interface ClusterObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    deletionTimestamp?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    finalizers?: string[];
  };
}

export interface Place {
  /** Everywhere when undefined, for lists. */
  namespace?: string;
  /** A label selector, for lists. */
  labels?: string;
}

/** Runs kubectl as the administrator, or as whoever `kubeconfig` says, and answers what it printed. */
export async function kubectl(
  args: string[],
  options: { input?: string; kubeconfig?: string } = {},
): Promise<string> {
  const running = execute('kubectl', args, {
    maxBuffer: longestAnswer,
    env: {
      ...process.env,
      ...(options.kubeconfig && { KUBECONFIG: options.kubeconfig }),
    },
  });
  running.child.stdin?.end(options.input ?? '');
  return (await running).stdout;
}

const within = ({ namespace, labels }: Place) => [
  ...(namespace ? ['-n', namespace] : ['-A']),
  ...(labels ? ['-l', labels] : []),
];

/** Applies objects as the administrator: makes what is missing, changes what differs. */
export async function apply(...objects: object[]): Promise<void> {
  const input = objects.map(object => stringify(object)).join('---\n');
  await kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], {
    input,
  });
}

/** Undefined when there is no such object. `resource` as kubectl takes it: `httproutes`, `deployments.apps`. */
export async function get<T extends ClusterObject = ClusterObject>(
  resource: string,
  name: string,
  namespace?: string,
): Promise<T | undefined> {
  const place = namespace ? ['-n', namespace] : [];
  const text = await kubectl([
    'get',
    resource,
    name,
    ...place,
    '--ignore-not-found',
    '-o',
    'json',
  ]);
  return text ? JSON.parse(text) : undefined;
}

/** A live list of all objects of a kind. */
export async function list<T extends ClusterObject = ClusterObject>(
  resource: string,
  place: Place = {},
): Promise<T[]> {
  const text = await kubectl(['get', resource, ...within(place), '-o', 'json']);
  return JSON.parse(text).items;
}

/** Deletes, and waits until it is gone unless `wait` is false. */
export async function remove(
  resource: string,
  name: string,
  options: { namespace?: string; wait?: boolean } = {},
): Promise<void> {
  const { namespace, wait = true } = options;
  await kubectl([
    'delete',
    resource,
    name,
    ...(namespace ? ['-n', namespace] : []),
    '--ignore-not-found',
    `--wait=${wait}`,
    '--timeout=60s',
  ]);
}
