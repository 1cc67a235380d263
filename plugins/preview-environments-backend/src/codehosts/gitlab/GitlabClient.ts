import { ScmIntegrationRegistry } from '@backstage/integration';
import {
  RepositoryRef,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { CodeHostMemory } from '../../store/codeHostMemory';
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
import { Failure, limitOf, Purpose, toOutcome, unreachable } from './errors';
import { GitlabConnections, GitlabIdentity } from './GitlabConnections';
import { quotaHeaders } from './quotaHeaders';

/** A request about one project. */
export interface GitlabCall {
  repository: RepositoryRef;
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `/projects/7/merge_requests/3`. Whatever is not a number in it is encoded. */
  path: string;
  query?: Record<string, string | number>;
  body?: Record<string, unknown>;
  purpose: Purpose;
}

export interface GitlabClientOptions {
  integrations: ScmIntegrationRegistry;
  fetch?: typeof fetch;
  now?: () => Date;
  /** How long one request may take. */
  timeoutMilliseconds?: number;
  /** What replicas share, and what a restart does not forget. Without it this process remembers by itself. */
  memory?: CodeHostMemory;
  /** Called right before each write; throws when one that may take so long must not begin any more (rule 7.3). */
  requireTimeToWrite?: (timeoutMilliseconds: number) => void;
}

interface Answer {
  data: unknown;
  headers: Headers;
}

/**
 * Requests to GitLab's REST API with the token of Backstage's integration. Reads are conditional and remembered already reduced to what is
 * used. Errors come out sorted by what to do next, and a 404 as undefined, because what it means only the caller knows.
 */
export class GitlabClient {
  /** Where requests go, and as whom. */
  readonly connections: GitlabConnections;
  readonly budget: RequestBudget;
  readonly #fetch: typeof fetch;
  readonly #now: () => Date;
  readonly #timeoutMilliseconds: number;
  readonly #requireTimeToWrite: (timeoutMilliseconds: number) => void;
  readonly #answers: AnswerCache;

  constructor(options: GitlabClientOptions) {
    this.connections = new GitlabConnections(options.integrations);
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
    call: GitlabCall,
    schema: z.ZodType<T>,
  ): Promise<T | undefined> {
    return (await this.#readPage(call, schema))?.value;
  }

  /** Reads a list to its end, in pages of 100. `complete` is false when `mostPages` were not enough; undefined is a 404. */
  async readAll<T>(
    call: GitlabCall,
    schema: z.ZodType<T>,
    mostPages: number,
  ): Promise<{ value: T[]; complete: boolean } | undefined> {
    return readPages(
      page =>
        this.#readPage(
          { ...call, query: { ...call.query, ...page } },
          z.array(schema),
        ),
      mostPages,
    );
  }

  /** Reads what must not be remembered. Undefined is a 404. */
  async ask<T>(call: GitlabCall, schema: z.ZodType<T>): Promise<T | undefined> {
    const identity = this.connections.identify(call.repository);
    const answer = await this.#request(call, identity);
    if (!answer || answer === 'unchanged') return undefined;
    return this.#parse(call, answer, schema);
  }

  /** Undefined is a 404. Throws a WaitingError when it could outlive the right to write. */
  async write<T>(
    call: GitlabCall & { method: 'POST' | 'PUT' | 'DELETE' },
    schema: z.ZodType<T>,
  ): Promise<T | undefined> {
    const identity = this.connections.identify(call.repository);
    const timeoutMilliseconds = timeoutOfWrite(this.#timeoutMilliseconds);
    const account = accountOf(identity, call.repository);
    await this.budget.require(account, call.repository);
    await this.budget.requireWrite(account, call.repository);
    this.#requireTimeToWrite(timeoutMilliseconds);
    const answer = await this.#request(call, identity, { timeoutMilliseconds });
    if (!answer || answer === 'unchanged') return undefined;
    return this.#parse(call, answer, schema);
  }

  async #readPage<T>(
    call: GitlabCall,
    schema: z.ZodType<T>,
  ): Promise<{ value: T; more: boolean } | undefined> {
    const identity = this.connections.identify(call.repository);
    const request = ['gitlab', call.repository.host, call.path, call.query];
    const known = await this.#answers.get(identity, request);
    const answer = await this.#request(call, identity, { etag: known?.etag });
    if (!answer) return undefined;
    if (answer === 'unchanged')
      // Only this request's value can have been confirmed, and each path has one schema.
      return { value: known!.value as T, more: known!.more };
    const value = this.#parse(call, answer, schema);
    const more = Boolean(answer.headers.get('x-next-page'));
    const etag = answer.headers.get('etag');
    if (etag) await this.#answers.set(identity, request, { etag, value, more });
    return { value, more };
  }

  async #request(
    call: GitlabCall,
    identity: GitlabIdentity,
    options: { etag?: string; timeoutMilliseconds?: number } = {},
  ): Promise<Answer | 'unchanged' | undefined> {
    const { repository, purpose } = call;
    const account = accountOf(identity, repository);
    const kind = (call.method ?? 'GET') === 'GET' ? 'read' : 'write';
    await this.budget.require(account, repository);
    const response = await this.#send(call, identity, options);
    const { status, headers } = response;
    const failure: Failure = { status, headers, data: response.data };
    const now = this.#now();
    const pause = limitOf(failure, now);
    this.budget.heard(account, answeredAs(status, pause), {
      kind,
      headers: quotaHeaders(headers),
    });
    if (status === 304 && options.etag) return 'unchanged';
    if (status === 404) return undefined;
    if (status >= 200 && status < 300) return response;
    const outcome = toOutcome(failure, { repository, purpose, now });
    if (pause === undefined) throw outcome;
    throw new WaitingError(outcome.message, {
      afterMilliseconds: await this.budget.limited(account, {
        kind,
        milliseconds: pause,
      }),
      cause: outcome,
    });
  }

  async #send(
    { repository, method = 'GET', path, query = {}, body }: GitlabCall,
    { token }: GitlabIdentity,
    { etag, timeoutMilliseconds = this.#timeoutMilliseconds }: SendOptions,
  ): Promise<Answer & { status: number }> {
    const url = new URL(this.connections.apiBaseUrl(repository.host) + path);
    for (const [name, value] of Object.entries(query))
      url.searchParams.set(name, String(value));
    try {
      const response = await this.#fetch(url, {
        method,
        headers: {
          accept: 'application/json',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(etag ? { 'if-none-match': etag } : {}),
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        body: body && JSON.stringify(body),
        // Projects that have moved are found by a redirect; what is written would become a read by one.
        redirect: method === 'GET' ? 'follow' : 'manual',
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      const { status, headers } = response;
      return { status, headers, data: jsonOf(await response.text()) };
    } catch (error) {
      throw unreachable(repository.host, error);
    }
  }

  #parse<T>(call: GitlabCall, { data }: Answer, schema: z.ZodType<T>): T {
    const { host, owner, name } = call.repository;
    const parsed = schema.safeParse(data);
    if (parsed.success) return parsed.data;
    throw new WaitingError(
      `${host} gave an answer about ${owner}/${name} that is not GitLab's: ${parsed.error.issues[0]?.message}`,
      { cause: parsed.error },
    );
  }
}

interface SendOptions {
  etag?: string;
  timeoutMilliseconds?: number;
}

/** Undefined for what is no JSON, for instance the page of a proxy, and for nothing. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
