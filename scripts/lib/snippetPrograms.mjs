/** The programs of docs/propagation.md, and what each of them needs. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Kept for the next run, with the libraries in it. */
export const home = join(tmpdir(), 'preview-environments-snippets');

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

/**
 * What each program is called, what has to be on the machine for it, how its libraries come (`fetch`, by network), and how it is
 * built (`build`, without) and started.
 */
export const programs = {
  'go-http': {
    tool: 'go',
    file: 'main.go',
    ...goModule([
      'go.opentelemetry.io/otel@v1.38.0',
      'go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp@v0.63.0',
    ]),
  },
  'go-grpc': {
    tool: 'go',
    file: 'main.go',
    grpc: true,
    ...goModule([
      'go.opentelemetry.io/otel@v1.38.0',
      'go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc@v0.63.0',
    ]),
  },
  java: {
    tool: 'java',
    file: 'Shop.java',
    fetch: javaParts.map(part => [
      'mvn',
      '-q',
      '-B',
      `-Dmaven.repo.local=${mavenHome}`,
      'dependency:get',
      `-Dartifact=io.opentelemetry:${part}:${openTelemetryJava}`,
    ]),
    start: ['java', '-cp', javaClasspath, 'Shop.java'],
  },
  'node-plain': {
    tool: 'node',
    file: 'shop.cjs',
    fetch: [],
    start: ['node', 'shop.cjs'],
  },
  node: {
    tool: 'node',
    file: 'shop.cjs',
    fetch: [
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
    fetch: [
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
    fetch: [
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
  return {
    fetch: [
      ['go', 'mod', 'init', 'snippet'],
      ['go', 'get', ...modules],
      ['go', 'mod', 'tidy'],
    ],
    // What it imports decides what is fetched.
    fetchReadsCode: true,
    build: [['go', 'build', '-o', 'snippet', '.']],
    start: ['./snippet'],
    environment: { GOPROXY: 'off' },
  };
}
