/**
 * Runs every program of docs/propagation.md once: it is started as a service, asked with a routing key, and has to call another
 * one with that key and the same trace. Libraries come from the languages' own registries into a temporary folder that is kept
 * for the next run. What can't be run on this machine is named with the reason and counted as not run.
 *
 *   node scripts/snippets.mjs [--offline] [--results FILE] [name ...]
 *
 * `--offline` fetches nothing: programs whose libraries an earlier run has not fetched are not run.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  askGrpc,
  askHttp,
  freePort,
  judge,
  startCallee,
} from './lib/markedCall.mjs';
import { home, programs } from './lib/snippetPrograms.mjs';

const document = fileURLToPath(
  new URL('../docs/propagation.md', import.meta.url),
);
const startSeconds = 60;

/** The programs of the document by name. */
async function readSnippets() {
  const text = await readFile(document, 'utf8');
  const found = text.matchAll(
    /<!-- snippet: (\S+) -->\s*```\w+\n([\s\S]*?)```/g,
  );
  return new Map([...found].map(([, name, code]) => [name, code]));
}

function onMachine(tool) {
  return spawnSync('which', [tool]).status === 0;
}

function execute(commands, folder, environment) {
  for (const [command, ...options] of commands) {
    const { status, stderr, error } = spawnSync(command, options, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...environment },
    });
    // A module that is there from an earlier run.
    if (status !== 0 && !/already exists/.test(stderr ?? ''))
      throw new Error(`${command} ${options[0]} failed: ${error ?? stderr}`);
  }
}

/** What the libraries in a folder were fetched for. */
function purposeOf({ fetch, fetchReadsCode }, code) {
  return JSON.stringify({ fetch, code: fetchReadsCode ? code : undefined });
}

/** Fetches the libraries unless they are there. Answers whether they are. */
async function provide(program, code, { folder, offline }) {
  if (program.fetch.length === 0) return true;
  const note = join(folder, 'libraries.json');
  const purpose = purposeOf(program, code);
  // Not there before the first fetch.
  const there = await readFile(note, 'utf8').catch(() => undefined);
  if (there === purpose) return true;
  if (offline) return false;
  execute(program.fetch, folder);
  await writeFile(note, purpose);
  return true;
}

/** Asks until the program answers, as often as it takes to start. */
async function askWhenStarted(ask, ended) {
  const until = Date.now() + startSeconds * 1_000;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (ended() || Date.now() > until) throw error;
      await pause(200);
    }
  }
}

/** Starts the program and asks it once. Answers what is wrong with the call that it makes; undefined when nothing is. */
async function call(program, folder) {
  const callee = await startCallee(program.grpc);
  const port = await freePort();
  const [command, ...options] = program.start;
  let output = '';
  const child = spawn(command, options, {
    cwd: folder,
    env: {
      ...process.env,
      ...program.environment,
      PORT: String(port),
      CALLEE: program.grpc
        ? `127.0.0.1:${callee.port}`
        : `http://127.0.0.1:${callee.port}/`,
    },
  });
  child.stdout.on('data', text => (output += text));
  child.stderr.on('data', text => (output += text));
  child.on('error', error => (output += error.message));
  try {
    await askWhenStarted(
      () => (program.grpc ? askGrpc(port) : askHttp(port)),
      () => child.exitCode !== null,
    );
    return judge(callee.asked[0]);
  } catch (error) {
    return `${error.message}\n${output}`;
  } finally {
    child.kill();
    callee.server.close();
  }
}

/** How it went with one program, and why. */
async function run(name, code, offline) {
  const program = programs[name];
  if (!onMachine(program.tool))
    return {
      outcome: 'not run',
      reason: `${program.tool} is not on this machine`,
    };
  const folder = join(home, name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, program.file), code);
  try {
    if (!(await provide(program, code, { folder, offline })))
      return {
        outcome: 'not run',
        reason: `its libraries are not on this machine; npm run test:snippets -- ${name} gets them`,
      };
    execute(program.build ?? [], folder, program.environment);
    const reason = await call(program, folder);
    return { outcome: reason ? 'failed' : 'passed', reason };
  } catch (error) {
    return { outcome: 'failed', reason: error.message };
  }
}

const { values, positionals: wanted } = parseArgs({
  options: { offline: { type: 'boolean' }, results: { type: 'string' } },
  allowPositionals: true,
});
const snippets = await readSnippets();
const missing = Object.keys(programs).filter(name => !snippets.has(name));
if (missing.length > 0)
  throw new Error(`docs/propagation.md has no ${missing.join(', ')}`);
const unknown = [...snippets.keys(), ...wanted].filter(
  name => !(name in programs),
);
if (unknown.length > 0)
  throw new Error(`Nobody knows how to run ${unknown.join(', ')}`);

const results = [];
for (const [name, code] of snippets) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const began = Date.now();
  const result = { name, ...(await run(name, code, values.offline)) };
  results.push(result);
  const seconds = ((Date.now() - began) / 1_000).toFixed(1);
  const { outcome, reason } = result;
  console.log(
    `${outcome.toUpperCase().padEnd(8)} ${name} (${seconds} s)${
      reason ? `: ${reason}` : ''
    }`,
  );
}
const count = wantedOutcome =>
  results.filter(({ outcome }) => outcome === wantedOutcome).length;
console.log(
  `${count('passed')} passed, ${count('failed')} failed, ${count(
    'not run',
  )} not run`,
);
if (values.results)
  await writeFile(values.results, `${JSON.stringify(results, undefined, 2)}\n`);
process.exitCode = count('failed') > 0 ? 1 : 0;
