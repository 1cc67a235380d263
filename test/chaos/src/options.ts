import { parseArgs } from 'node:util';

export interface Options {
  seed: number;
  pulls: number;
  /** One of the product's safeguards to take out. */
  mutation: string | undefined;
  /** Whose product is run; the checkout's as it lies there when undefined. */
  commit: string | undefined;
}

export const usage = `Usage: npm run chaos -- [--seed N] [--pulls N] [--mutation NAME] [--commit REVISION]`;

const defaults = { seed: '1', pulls: '200' };

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
      pulls: { type: 'string', default: defaults.pulls },
      mutation: { type: 'string' },
      commit: { type: 'string' },
    },
  });
  return {
    seed: number('seed', values.seed),
    pulls: number('pulls', values.pulls),
    mutation: values.mutation,
    commit: values.commit,
  };
}
