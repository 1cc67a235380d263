import { execFile, spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { deployFiles } from './deploySource';
import { kit, ports } from './place';

const execute = promisify(execFile);
const author = ['-c', 'user.name=kit', '-c', 'user.email=kit@example.test'];

const urlAt = (port: number) => `http://127.0.0.1:${port}/deploy.git`;

/** The addresses of all of them; Argo CD takes no pattern in the place of a port. */
export const gitRepositories = [ports.git, ports.kitGit].map(urlAt);

/** A git repository with the charts, served over HTTP as a git host does: definitions name no files of a machine. */
export class GitRepository {
  readonly url: string;
  readonly #directory: string;
  readonly #tree: string;
  readonly #bare: string;
  #server: Server | undefined;

  constructor(readonly port: number = ports.git) {
    this.url = urlAt(port);
    this.#directory = join(kit.data, `git-${port}`);
    this.#tree = join(this.#directory, 'tree');
    this.#bare = join(this.#directory, 'served/deploy.git');
  }

  /** Makes the repository anew and serves it. */
  async start(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
    await mkdir(this.#tree, { recursive: true });
    await execute('git', ['init', '-q', '--bare', '-b', 'main', this.#bare]);
    await this.#git('init', '-q', '-b', 'main');
    await this.#git('remote', 'add', 'origin', this.#bare);
    await this.commit(deployFiles);
    this.#server = createServer((request, response) =>
      answerByGit(dirname(this.#bare), request, response),
    );
    await new Promise<void>((resolve, reject) => {
      this.#server
        ?.once('error', reject)
        .listen(this.port, '127.0.0.1', resolve);
    });
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise(resolve => this.#server?.close(resolve));
  }

  /** Writes files and pushes them to main. */
  async commit(files: Record<string, string>): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.#tree, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    await this.#git('add', '-A');
    await this.#git(...author, 'commit', '-q', '-m', 'Change the charts');
    await this.#git('push', '-q', 'origin', 'main');
  }

  async #git(...args: string[]): Promise<void> {
    await execute('git', ['-C', this.#tree, ...args]);
  }
}

/** The CGI program that comes with git speaks the protocol; this is its web server. */
function answerByGit(
  served: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { pathname, searchParams } = new URL(
    request.url ?? '/',
    'http://git.test',
  );
  const program = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: served,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
      PATH_INFO: pathname,
      QUERY_STRING: searchParams.toString(),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  request.pipe(program.stdin);
  const chunks: Buffer[] = [];
  program.stdout.on('data', chunk => chunks.push(chunk));
  program.on('close', () => {
    const output = Buffer.concat(chunks);
    const end = output.indexOf('\r\n\r\n');
    const headers = output.subarray(0, end).toString().split('\r\n');
    for (const header of headers) {
      const [name, ...value] = header.split(': ');
      if (name === 'Status') response.statusCode = parseInt(value[0], 10);
      else if (name) response.setHeader(name, value.join(': '));
    }
    response.end(output.subarray(end + 4));
  });
}
