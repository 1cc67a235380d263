import {
  RefusedError,
  Repository,
  RepositoryRef,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { CodeHostMemory } from '../../store/codeHostMemory';
import {
  answeredHeaders,
  answeredStatus,
  limitOf,
  Purpose,
  toOutcome,
} from './errors';
import {
  GithubConnections,
  GithubConnectionsOptions,
  GithubIdentity,
} from './GithubConnections';
import {
  accountOf,
  AnswerCache,
  answeredAs,
  keepRequests,
  readPages,
  RequestBudget,
  timeoutOfWrite,
  usualTimeoutMilliseconds,
} from '../requests';
import { repositorySchema, toRepository } from './schemas';

/** A request about one repository. */
export interface GithubCall {
  repository: RepositoryRef;
  /** As octokit writes them, `GET /repos/{owner}/{repo}`; owner and repo are filled in from the repository. */
  route: string;
  parameters?: Record<string, unknown>;
  purpose: Purpose;
}

/** What a read found. */
export interface Reading<T> {
  value: T;
}

export interface GithubClientOptions extends GithubConnectionsOptions {
  fetch?: typeof fetch;
  /** How long one request may take. */
  timeoutMilliseconds?: number;
  /** What replicas share, and what a restart does not forget. Without it this process remembers by itself. */
  memory?: CodeHostMemory;
  /** Called right before each write; throws when one that may take so long must not begin any more (rule 7.3). */
  requireTimeToWrite?: (timeoutMilliseconds: number) => void;
}

interface Answer {
  data: unknown;
  headers: Record<string, unknown>;
}

/** What helps when a repository is not shown, by how we signed in. */
const cures = {
  app: 'to our GitHub App. Check the name, and install the App on that repository',
  token:
    'to our token. Check the name, and give the owner of the token access to that repository',
  none: 'without signing in. Check the name, and set a token or a GitHub App under integrations.github',
};

/**
 * Requests to GitHub with the credentials of Backstage's integrations. Reads are conditional and remembered already reduced to what is
 * used; a 304 costs nothing of the rate limit. Errors come out sorted by what to do next, and a 404 as undefined, because what it means
 * only the caller knows.
 */
export class GithubClient {
  /** Where requests go, and as whom. */
  readonly connections: GithubConnections;
  readonly budget: RequestBudget;
  readonly #fetch: typeof fetch;
  readonly #now: () => Date;
  readonly #timeoutMilliseconds: number;
  readonly #requireTimeToWrite: (timeoutMilliseconds: number) => void;
  readonly #answers: AnswerCache;
  /** Writes in one name follow each other, as GitHub asks for: the end of the last one, by account. */
  readonly #lines = new Map<string, Promise<unknown>>();

  constructor(options: GithubClientOptions) {
    this.connections = new GithubConnections(options);
    this.#fetch = options.fetch ?? fetch;
    this.#now = options.now ?? (() => new Date());
    this.#timeoutMilliseconds =
      options.timeoutMilliseconds ?? usualTimeoutMilliseconds;
    this.#requireTimeToWrite = options.requireTimeToWrite ?? (() => {});
    const { memory, now } = options;
    const { answers, budget } = keepRequests({ memory, now });
    this.#answers = answers;
    this.budget = budget;
  }

  /** Undefined is a 404. */
  async read<T>(
    call: GithubCall,
    schema: z.ZodType<T>,
  ): Promise<Reading<T> | undefined> {
    return this.#readPage(call, schema);
  }

  /**
   * Reads a list to its end, in pages of 100. `complete` is false when `mostPages` were not enough.
   */
  async readAll<T>(
    call: GithubCall,
    schema: z.ZodType<T>,
    mostPages: number,
  ): Promise<(Reading<T[]> & { complete: boolean }) | undefined> {
    return readPages(
      page =>
        this.#readPage(
          { ...call, parameters: { ...call.parameters, ...page } },
          z.array(schema),
        ),
      mostPages,
    );
  }

  /** Reads what must not be remembered. Undefined is a 404. */
  async ask<T>(call: GithubCall, schema: z.ZodType<T>): Promise<T | undefined> {
    const identity = await this.connections.identify(call.repository);
    const answer = await this.#request(call, identity);
    return this.#understood(call, answer, schema);
  }

  /** Undefined is a 404. Throws a WaitingError when it could outlive the right to write. */
  async write<T>(
    call: GithubCall,
    schema: z.ZodType<T>,
  ): Promise<T | undefined> {
    const identity = await this.connections.identify(call.repository);
    const timeoutMilliseconds = timeoutOfWrite(this.#timeoutMilliseconds);
    const answer = await this.#inLine(call, identity, async () => {
      const account = accountOf(identity, call.repository);
      await this.budget.require(account, call.repository);
      await this.budget.requireWrite(account, call.repository);
      this.#requireTimeToWrite(timeoutMilliseconds);
      return this.#request(call, identity, { timeoutMilliseconds });
    });
    return this.#understood(call, answer, schema);
  }

  /** Throws a RefusedError for a repository that does not exist, or not for us. */
  async readRepository(repository: RepositoryRef): Promise<Repository> {
    const { host, owner, name } = repository;
    const call = {
      repository,
      route: 'GET /repos/{owner}/{repo}',
      purpose: { doing: 'read the repository', permission: 'Metadata: read' },
    };
    const reading = await this.read(call, repositorySchema);
    if (reading) return { host, ...toRepository(reading.value) };
    const { kind } = await this.connections.identify(repository);
    throw new RefusedError(
      `repository ${owner}/${name} cannot be read: ${host} does not show it ${cures[kind]}`,
    );
  }

  async #readPage<T>(
    call: GithubCall,
    schema: z.ZodType<T>,
  ): Promise<(Reading<T> & { more: boolean }) | undefined> {
    const identity = await this.connections.identify(call.repository);
    const request = [
      call.repository.host,
      call.repository.owner.toLowerCase(),
      call.repository.name.toLowerCase(),
      call.route,
      call.parameters,
    ];
    const known = await this.#answers.get(identity, request);
    const answer = await this.#request(
      call,
      identity,
      known ? { headers: { 'if-none-match': known.etag } } : {},
    );
    if (!answer) return undefined;
    if (answer === 'unchanged') {
      // Only this request's value can have been confirmed, and each route has one schema.
      return {
        value: known!.value as T,
        more: known!.more,
      };
    }
    const value = this.#parse(call, answer, schema);
    const more = /rel="next"/.test(String(answer.headers.link ?? ''));
    const { etag } = answer.headers;
    if (etag) {
      const remembered = { etag: String(etag), value, more };
      await this.#answers.set(identity, request, remembered);
    }
    return { value, more };
  }

  async #request(
    { repository, route, parameters, purpose }: GithubCall,
    identity: GithubIdentity,
    options: {
      headers?: Record<string, string>;
      timeoutMilliseconds?: number;
    } = {},
  ): Promise<Answer | 'unchanged' | undefined> {
    const { headers = {}, timeoutMilliseconds = this.#timeoutMilliseconds } =
      options;
    const { token } = identity;
    const account = accountOf(identity, repository);
    const kind = route.startsWith('GET ') ? 'read' : 'write';
    await this.budget.require(account, repository);
    try {
      const octokit = this.connections.octokit(repository.host);
      const answer = await octokit.request(route, {
        owner: repository.owner,
        repo: repository.name,
        ...parameters,
        headers: {
          ...headers,
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        request: {
          fetch: this.#fetch,
          signal: AbortSignal.timeout(timeoutMilliseconds),
        },
      });
      const heard = { kind, headers: answer.headers } as const;
      this.budget.heard(account, 'charged', heard);
      return answer;
    } catch (error) {
      const status = answeredStatus(error);
      const pause = limitOf(error, this.#now());
      if (status !== undefined)
        this.budget.heard(account, answeredAs(status, pause), {
          kind,
          headers: answeredHeaders(error),
        });
      if (status === 304 && headers['if-none-match']) return 'unchanged';
      if (status === 404) return undefined;
      const outcome = toOutcome(error, {
        repository,
        purpose,
        now: this.#now(),
      });
      if (pause === undefined) throw outcome;
      throw new WaitingError(outcome.message, {
        afterMilliseconds: await this.budget.limited(account, {
          kind,
          milliseconds: pause,
        }),
        cause: error,
      });
    }
  }

  async #inLine<T>(
    { repository }: GithubCall,
    identity: GithubIdentity,
    write: () => Promise<T>,
  ): Promise<T> {
    const { key } = accountOf(identity, repository);
    // By `then` each write keeps the lease that it was asked for under.
    const turn = Promise.resolve(this.#lines.get(key)).then(write);
    this.#lines.set(
      key,
      turn.catch(() => {}),
    );
    return turn;
  }

  #understood<T>(
    call: GithubCall,
    answer: Answer | 'unchanged' | undefined,
    schema: z.ZodType<T>,
  ): T | undefined {
    if (!answer || answer === 'unchanged') return undefined;
    return this.#parse(call, answer, schema);
  }

  #parse<T>(call: GithubCall, { data }: Answer, schema: z.ZodType<T>): T {
    const { host, owner, name } = call.repository;
    const parsed = schema.safeParse(data);
    if (parsed.success) return parsed.data;
    throw new WaitingError(
      `${host} gave an answer about ${owner}/${name} that is not GitHub's: ${parsed.error.issues[0]?.message}`,
      { cause: parsed.error },
    );
  }
}
