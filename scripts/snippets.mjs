/**
 * Runs every program of docs/propagation.md once: it is started as a service, asked with a routing key, and has to call another
 * one with that key and the same trace. Libraries come from the languages' own registries into a temporary folder that is kept
 * for the next run. A language that is not on this machine is named and counted as not run.
 *
 *   node scripts/snippets.mjs [name ...]
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import http from 'node:http';
import http2 from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';

const document = fileURLToPath(
  new URL('../docs/propagation.md', import.meta.url),
);
const home = join(tmpdir(), 'preview-environments-snippets');
const key = 'preview=web-pr-42';
const traceId = '0af7651916cd43dd8448eb211c80319c';
const sent = {
  baggage: `user=1,${key}`,
  traceparent: `00-${traceId}-b7ad6b7169203331-01`,
};
const startSeconds = 60;

const openTelemetryJava = '1.45.0';
const javaParts = ['opentelemetry-api', 'opentelemetry-context'];
const mavenHome = join(home, 'maven');
const javaClasspath = javaParts
  .map(part =>
    join(
      mavenHome,
      'io/opentelemetry',
      part,
      openTelemetryJava,
      `${part}-${openTelemetryJava}.jar`,
    ),
  )
  .join(':');

/** What each program is called, what has to be on the machine for it, and how its libraries come and it is started. */
const programs = {
  'go-http': {
    tool: 'go',
    file: 'main.go',
    prepare: goModule([
      'go.opentelemetry.io/otel@v1.38.0',
      'go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp@v0.63.0',
    ]),
    start: ['./snippet'],
  },
  'go-grpc': {
    tool: 'go',
    file: 'main.go',
    grpc: true,
    prepare: goModule([
      'go.opentelemetry.io/otel@v1.38.0',
      'go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc@v0.63.0',
    ]),
    start: ['./snippet'],
  },
  java: {
    tool: 'java',
    file: 'Shop.java',
    prepare: javaParts.map(part => [
      'mvn',
      '-q',
      '-B',
      `-Dmaven.repo.local=${mavenHome}`,
      'dependency:get',
      `-Dartifact=io.opentelemetry:${part}:${openTelemetryJava}`,
    ]),
    start: ['java', '-cp', javaClasspath, 'Shop.java'],
  },
  node: {
    tool: 'node',
    file: 'shop.cjs',
    prepare: [
      [
        'npm',
        'install',
        '--no-audit',
        '--no-fund',
        '--prefix',
        '.',
        '@opentelemetry/api@1.9.0',
        '@opentelemetry/sdk-trace-node@2.1.0',
        '@opentelemetry/instrumentation@0.205.0',
        '@opentelemetry/instrumentation-http@0.205.0',
      ],
    ],
    start: ['node', 'shop.cjs'],
  },
  python: {
    tool: 'python3',
    file: 'shop.py',
    prepare: [
      [
        'python3',
        '-m',
        'pip',
        'install',
        '--quiet',
        '--target',
        'libraries',
        '--upgrade',
        'opentelemetry-api==1.37.0',
      ],
    ],
    start: ['python3', 'shop.py'],
    environment: { PYTHONPATH: 'libraries' },
  },
  ruby: {
    tool: 'ruby',
    file: 'shop.rb',
    prepare: [
      [
        'gem',
        'install',
        '--install-dir',
        'gems',
        '--no-document',
        'opentelemetry-sdk',
        'webrick',
      ],
    ],
    start: ['ruby', 'shop.rb'],
    environment: { GEM_PATH: 'gems' },
  },
};

function goModule(modules) {
  return [
    ['go', 'mod', 'init', 'snippet'],
    ['go', 'get', ...modules],
    ['go', 'mod', 'tidy'],
    ['go', 'build', '-o', 'snippet', '.'],
  ];
}

/** The programs of the document by name. */
async function readSnippets() {
  const text = await readFile(document, 'utf8');
  const found = text.matchAll(
    /<!-- snippet: (\S+) -->\s*```\w+\n([\s\S]*?)```/g,
  );
  return new Map([...found].map(([, name, code]) => [name, code]));
}

/** A service that only remembers what it was asked with. */
async function startCallee(grpc) {
  const asked = [];
  const server = grpc ? http2.createServer() : http.createServer();
  if (grpc)
    server.on('stream', (stream, headers) => {
      asked.push(headers);
      stream.respond(
        { ':status': 200, 'content-type': 'application/grpc' },
        { waitForTrailers: true },
      );
      stream.on('wantTrailers', () =>
        stream.sendTrailers({ 'grpc-status': '0' }),
      );
      stream.end(Buffer.alloc(5));
    });
  else
    server.on('request', (request, response) => {
      asked.push(request.headers);
      response.end('ok');
    });
  await new Promise(done => {
    server.listen(0, '127.0.0.1', done);
  });
  return { asked, server, port: server.address().port };
}

async function freePort() {
  const { server, port } = await startCallee(false);
  await new Promise(done => {
    server.close(done);
  });
  return port;
}

function askHttp(port) {
  return new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port, headers: sent, agent: false }, response =>
        response.resume().on('end', resolve),
      )
      .on('error', reject);
  });
}

function askGrpc(port) {
  return new Promise((resolve, reject) => {
    const session = http2.connect(`http://127.0.0.1:${port}`);
    session.on('error', reject);
    const call = session.request({
      ':method': 'POST',
      ':path': '/grpc.health.v1.Health/Check',
      'content-type': 'application/grpc',
      te: 'trailers',
      ...sent,
    });
    call.on('error', reject);
    call.resume();
    call.on('end', () => {
      session.close();
      resolve();
    });
    call.end(Buffer.alloc(5));
  });
}

function onMachine(tool) {
  return spawnSync('which', [tool]).status === 0;
}

function prepare(name, { prepare: commands }, folder) {
  for (const [command, ...options] of commands) {
    const { status, stderr, error } = spawnSync(command, options, {
      cwd: folder,
      encoding: 'utf8',
    });
    // A module that is there from an earlier run.
    if (status !== 0 && !/already exists/.test(stderr ?? ''))
      throw new Error(
        `${name}: ${command} ${options[0]} failed: ${error ?? stderr}`,
      );
  }
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

async function run(name, code) {
  const program = programs[name];
  const folder = join(home, name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, program.file), code);
  prepare(name, program, folder);
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

/** What is wrong with the call that the program made; undefined when nothing is. */
function judge(headers) {
  if (!headers) return 'it called nobody';
  const members = String(headers.baggage ?? '')
    .split(',')
    .map(member => member.split(';')[0].trim());
  if (!members.includes(key) || !members.includes('user=1'))
    return `baggage went on as ${headers.baggage}`;
  if (headers.traceparent?.split('-')[1] !== traceId)
    return `traceparent went on as ${headers.traceparent}`;
  return undefined;
}

const snippets = await readSnippets();
const missing = Object.keys(programs).filter(name => !snippets.has(name));
if (missing.length > 0)
  throw new Error(`docs/propagation.md has no ${missing.join(', ')}`);
const wanted = process.argv.slice(2);
const counts = { passed: 0, failed: 0, 'not run': 0 };
for (const [name, code] of snippets) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const { tool } = programs[name];
  const began = Date.now();
  if (!onMachine(tool)) {
    counts['not run']++;
    console.log(`NOT RUN  ${name}: ${tool} is not on this machine`);
    continue;
  }
  const problem = await run(name, code).catch(error => error.message);
  counts[problem ? 'failed' : 'passed']++;
  const seconds = ((Date.now() - began) / 1_000).toFixed(1);
  console.log(
    `${problem ? 'FAILED ' : 'PASSED '}  ${name} (${seconds} s)${
      problem ? `: ${problem}` : ''
    }`,
  );
}
console.log(
  Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(', '),
);
process.exitCode = counts.failed > 0 ? 1 : 0;
