/* eslint-disable no-console -- a program of its own, which tells people what it does */
import { limitTime } from './limitTime';
import { PostgresDescription, PostgresServer } from './ground/PostgresServer';
import { Options, parseOptions } from './options';
import { planOf } from './plan/Plan';
import { findMutation, Mutation, mutations } from './product/mutations';
import { describeRun, describeVerdict } from './report';
import { run } from './Run';

function postgres(): PostgresServer {
  const description = process.env.CHAOS_POSTGRES;
  if (!description)
    throw new Error('Start this by npm run chaos, which brings a database.');
  return new PostgresServer(JSON.parse(description) as PostgresDescription);
}

/** One run; answers the names of the invariants that were broken, and of what never happened. */
async function perform(
  { seed, pulls, cluster, commit }: Options,
  mutation?: Mutation,
): Promise<{ broken: string[]; missing: string[] }> {
  const begin = performance.now();
  const seconds = () => Math.round((performance.now() - begin) / 1000);
  const log = (text: string): void =>
    console.log(`${String(seconds()).padStart(5)} s  ${text}`);
  console.log(
    `seed ${seed}, ${pulls} pull requests${cluster ? ', on the kit' : ''}${
      mutation ? `, mutation ${mutation.name}` : ''
    }`,
  );
  const { tally, journal, violations } = await run(
    planOf({ seed, pulls, cluster }),
    {
      postgres: postgres(),
      source: { commit, mutation },
      log,
    },
  );
  console.log(describeRun(journal, tally));
  console.log(describeVerdict(violations));
  const broken = [...new Set(violations.map(({ invariant }) => invariant))];
  // With a safeguard taken out only those troubles come that it is there for.
  const missing = mutation ? [] : [...journal.missing(), ...tally.missing()];
  if (missing.length > 0) console.log(`Never happened: ${missing.join(', ')}`);
  const failed = broken.length > 0 || missing.length > 0;
  console.log(`seed ${seed}: ${failed ? 'BROKEN' : 'ok'} after ${seconds()} s`);
  return { broken, missing };
}

/** Takes out one safeguard; answers whether that was noticed by what is there to notice it. */
async function isCaught(
  options: Options,
  mutation: Mutation,
): Promise<boolean> {
  const { broken } = await perform(options, mutation);
  const caughtBy = mutation.caughtBy.filter(name => broken.includes(name));
  console.log(
    caughtBy.length > 0
      ? `${mutation.name}: caught by ${caughtBy.join(', ')}`
      : `${mutation.name}: NOT CAUGHT by ${mutation.caughtBy.join(', ')}`,
  );
  return caughtBy.length > 0;
}

/** Everything is as it should be: true. */
async function main(options: Options): Promise<boolean> {
  if (options.mutation !== undefined)
    // What is broken is broken, also on purpose.
    return !(await isCaught(options, findMutation(options.mutation)));
  if (options.mutations) {
    const uncaught: string[] = [];
    for (const mutation of mutations)
      if (!(await isCaught(options, mutation))) uncaught.push(mutation.name);
    console.log(
      uncaught.length > 0
        ? `Not caught: ${uncaught.join(', ')}`
        : `All ${mutations.length} mutations were caught.`,
    );
    return uncaught.length === 0;
  }
  const { broken, missing } = await perform(options);
  return broken.length === 0 && missing.length === 0;
}

// Backends end with this process (product/Backend).
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => process.exit(status));

const options = parseOptions(process.argv.slice(2));
limitTime(options);
main(options).then(
  fine => process.exit(fine ? 0 : 1),
  error => {
    console.error(error);
    process.exit(1);
  },
);
