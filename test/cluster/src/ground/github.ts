import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { kit, ports, root } from './place';
import { Program } from './processes';

const url = `http://localhost:${ports.github}`;
const control = `${url}/_`;

/**
 * The sandbox's GitHub, as a program of its own. It sends its webhooks to the backend's events ingress, and builds an image
 * for every push when it is told a registry.
 */
export function githubProgram(options: {
  webhookSecret: string;
  registry?: string;
}): Program {
  return new Program({
    name: 'GitHub',
    command: process.execPath,
    args: [
      '--require',
      '@backstage/cli-node/config/nodeTransform.cjs',
      'test/sandbox/src/github/main.ts',
      `--port=${ports.github}`,
      `--webhook=http://127.0.0.1:${ports.backend}/api/events/http/github`,
      `--secret=${options.webhookSecret}`,
      ...(options.registry ? [`--registry=${options.registry}`] : []),
    ],
    cwd: root,
    env: { ...process.env, NODE_ENV: 'development' },
    log: join(kit.directory, 'log/github.log'),
    readyUrl: `${control}/calls`,
    readyWithin: 60_000,
  });
}

/** What the stand-in's control takes of a pull request; what is left out stays as it was. */
interface PullState {
  title?: string;
  head?: string;
  sha?: string;
  labels?: string[];
  state?: 'open' | 'closed';
  /** Who opens it. */
  user?: string;
  /** The repository that the head is in. */
  fork?: string;
}

/** A run of a workflow, as the stand-in keeps it. */
export interface Run {
  id: number;
  event: string;
  branch: string;
  inputs: Record<string, string>;
}

async function send(method: string, path: string, body?: object | string) {
  const response = await fetch(`${control}${path}`, {
    method,
    body: typeof body === 'object' ? JSON.stringify(body) : body,
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}

/** GitHub's own API, as the owner of the backend's token, by another one: what specs ask leaves the backend its requests. `path` is below the repository. */
export async function askRepository(
  repository: string,
  path: string,
  options: RequestInit = {},
) {
  const response = await fetch(
    `${url}/api/v3/repos/acme/${repository}/${path}`,
    { ...options, headers: { authorization: 'token specs' } },
  );
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}

const newSha = () => randomBytes(20).toString('hex');

/** A pull request, and what its people do to it. A silent act sends no webhook: the event that is lost. */
export class PullRequest {
  headSha = newSha();
  /** Of whom the fork is that it comes from. */
  #from: string | undefined;

  constructor(readonly repository: string, readonly number: number) {}

  get id(): string {
    return `${this.repository}-pr-${this.number}`;
  }

  /** The tag that the definitions ask for. */
  get tag(): string {
    const commit = this.#from ? this.headSha : this.headSha.slice(0, 7);
    return `pr-${this.number}-${commit}`;
  }

  /** `from` opens it as that person, from a fork of theirs. */
  async open(
    options: { silent?: boolean; labels?: string[]; from?: string } = {},
  ) {
    const { from } = options;
    this.#from = from;
    await this.#put(
      {
        title: `Change ${this.repository}`,
        head: `feature-${this.number}`,
        sha: this.headSha,
        labels: options.labels ?? ['preview'],
        state: 'open',
        ...(from && { user: from, fork: `${from}/${this.repository}` }),
      },
      options,
    );
    return this;
  }

  async push(options: { silent?: boolean } = {}): Promise<void> {
    this.headSha = newSha();
    await this.#put({ sha: this.headSha }, options);
  }

  async close(options: { silent?: boolean } = {}): Promise<void> {
    await this.#put({ state: 'closed' }, options);
  }

  /** Its author writes another description. */
  async describe(body: string): Promise<void> {
    await this.#ask(`pulls/${this.number}`, {
      method: 'PATCH',
      body: JSON.stringify({ body }),
    });
  }

  async comments(): Promise<{ id: number; body: string }[]> {
    return this.#ask(`issues/${this.number}/comments`);
  }

  /** Comments as somebody who may write, and answers with the comment's id. */
  async comment(body: string): Promise<number> {
    const { id }: { id: number } = await this.#ask(
      `issues/${this.number}/comments`,
      { method: 'POST', body: JSON.stringify({ body }) },
    );
    return id;
  }

  /** Comments as somebody else than the owner of our token. */
  async commentAs(user: string, body: string): Promise<number> {
    const path = `/repos/acme/${this.repository}/pulls/${this.number}/comments`;
    const { id }: { id: number } = await send('POST', path, { user, body });
    return id;
  }

  /** Says of the head what a build says at its end. */
  async report(context: string, state: 'success' | 'failure'): Promise<void> {
    await this.#ask(`statuses/${this.headSha}`, {
      method: 'POST',
      body: JSON.stringify({ context, state }),
    });
  }

  /** Has a run end, of which the backend hears by its webhook. */
  async endRun({ id }: Run, conclusion: 'success' | 'failure'): Promise<void> {
    const path = `/repos/acme/${this.repository}/runs/${id}`;
    await send('PUT', path, { conclusion });
  }

  /** What was begun to build the head. */
  async runs(): Promise<Run[]> {
    const path = `/repos/acme/${this.repository}/runs`;
    const runs: Run[] = await send('GET', path);
    return runs.filter(({ inputs }) => inputs.commit === this.headSha);
  }

  /** What was said by signs under a comment. */
  async reactions(commentId: number): Promise<string[]> {
    const given: { content: string }[] = await this.#ask(
      `issues/comments/${commentId}/reactions`,
    );
    return given.map(({ content }) => content);
  }

  async #ask(path: string, options: RequestInit = {}) {
    return askRepository(this.repository, path, options);
  }

  async #put(state: PullState, { silent = false }: { silent?: boolean }) {
    await send(
      'PUT',
      `/repos/acme/${this.repository}/pulls/${this.number}${
        silent ? '?silent=1' : ''
      }`,
      state,
    );
  }
}

/** Makes a file of the repository's default branch say this. */
export async function putFile(
  repository: string,
  path: string,
  text: string,
): Promise<void> {
  await send('PUT', `/repos/acme/${repository}/files/${path}`, text);
}

/** What people may do in all repositories: `{ mallory: 'read' }`. Who is not named may write. */
export async function putPermissions(
  permissions: Record<string, 'admin' | 'write' | 'read'>,
): Promise<void> {
  await send('PUT', '/permissions', permissions);
}

/** Sends the webhook of a pull request's latest `action` again, as a late or doubled event. */
export async function redeliver(options: {
  number: number;
  action: string;
}): Promise<void> {
  const deliveries: { action?: string; number?: number }[] = await send(
    'GET',
    '/deliveries',
  );
  const index = deliveries.findLastIndex(
    ({ action, number }) =>
      action === options.action && number === options.number,
  );
  if (index < 0) {
    throw new Error(`No delivery ${options.action} of #${options.number}`);
  }
  await send('POST', `/redeliver/${index}`);
}

/** How often the API was asked to write since the last call of `forgetCalls`, by method and path. */
export async function writingCalls(): Promise<string[]> {
  const { calls }: { calls: Record<string, number> } = await send(
    'GET',
    '/calls',
  );
  return Object.keys(calls).filter(call => !call.startsWith('GET '));
}

export async function forgetCalls(): Promise<void> {
  await send('DELETE', '/calls');
}
