import { parseArgs } from 'node:util';

export interface Options {
  seed: number;
  pulls: number;
  /** On the cluster kit instead of the sandbox's stand-ins. */
  cluster: boolean;
  /** One of the product's safeguards to take out. */
  mutation: string | undefined;
  /** Each of the safeguards in turn. */
  mutations: boolean;
  /** Whose product is run; the checkout's as it lies there when undefined. */
  commit: string | undefined;
}

export const usage = `Usage: npm run chaos -- [--cluster] [--seed N] [--pulls N] [--mutation NAME | --mutations] [--commit REVISION]`;

const defaults = {
  seed: '1',
  pulls: '200',
  pullsOnCluster: '50',
  /** Enough for the loss of one safeguard to show. */
  pullsForMutation: '40',
};

function number(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(
    `--${name} has to be a whole number above 0, not ${text}\n${usage}`,
  );
}

export function parseOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: defaults.seed },
      pulls: { type: 'string' },
      cluster: { type: 'boolean', default: false },
      mutation: { type: 'string' },
      mutations: { type: 'boolean', default: false },
      commit: { type: 'string' },
    },
  });
  const { cluster, mutation, mutations } = values;
  const mutated = mutations || mutation !== undefined;
  const pulls = cluster ? defaults.pullsOnCluster : defaults.pulls;
  return {
    seed: number('seed', values.seed),
    pulls: number(
      'pulls',
      values.pulls ?? (mutated ? defaults.pullsForMutation : pulls),
    ),
    cluster,
    mutation,
    mutations,
    commit: values.commit,
  };
}
