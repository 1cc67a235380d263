/* eslint-disable no-console -- a program of its own, which tells people what it does */
import { PostgresDescription, PostgresServer } from './ground/PostgresServer';
import { parseOptions } from './options';
import { planOf } from './plan/Plan';
import { findMutation } from './product/mutations';
import { describeRun, describeVerdict } from './report';
import { run } from './Run';

function postgres(): PostgresServer {
  const description = process.env.CHAOS_POSTGRES;
  if (!description)
    throw new Error('Start this by npm run chaos, which brings a database.');
  return new PostgresServer(JSON.parse(description) as PostgresDescription);
}

async function main(): Promise<number> {
  const {
    seed,
    pulls,
    cluster,
    commit,
    mutation: name,
  } = parseOptions(process.argv.slice(2));
  const mutation = name === undefined ? undefined : findMutation(name);
  const begin = performance.now();
  const log = (text: string): void => {
    const seconds = Math.round((performance.now() - begin) / 1000);
    console.log(`${String(seconds).padStart(5)} s  ${text}`);
  };
  console.log(
    `seed ${seed}, ${pulls} pull requests${cluster ? ', on the kit' : ''}${
      name ? `, mutation ${name}` : ''
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
  const missing = [...journal.missing(), ...tally.missing()];
  if (missing.length > 0) console.log(`Never happened: ${missing.join(', ')}`);
  const failed = violations.length > 0 || missing.length > 0;
  console.log(
    `seed ${seed}: ${failed ? 'BROKEN' : 'ok'} after ${Math.round(
      (performance.now() - begin) / 1000,
    )} s`,
  );
  return failed ? 1 : 0;
}

// Backends end with this process (product/Backend).
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => process.exit(status));

main().then(
  status => process.exit(status),
  error => {
    console.error(error);
    process.exit(1);
  },
);
