import { createHash } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  DefaultGithubCredentialsProvider,
  GithubCredentials,
  GithubCredentialsProvider,
  GithubIntegrationConfig,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { Octokit } from '@octokit/rest';
import {
  RefusedError,
  Repository,
  RepositoryRef,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { answeredStatus, Purpose, toOutcome } from './errors';
import { isRepositoryName, repositorySchema, toRepository } from './schemas';

/** A request about one repository. */
export interface GithubCall {
  repository: RepositoryRef;
  /** As octokit writes them, `GET /repos/{owner}/{repo}`; owner and repo are filled in from the repository. */
  route: string;
  parameters?: Record<string, unknown>;
  purpose: Purpose;
}

/** What a read found, and whether GitHub said that it is what it was last time. */
export interface Reading<T> {
  value: T;
  unchanged: boolean;
}

export interface GithubClientOptions {
  integrations: ScmIntegrationRegistry;
  logger: LoggerService;
  credentials?: GithubCredentialsProvider;
  fetch?: typeof fetch;
  now?: () => Date;
  /** How long one request may take. */
  timeoutMilliseconds?: number;
}

interface Answer {
  data: unknown;
  headers: Record<string, unknown>;
}

interface Remembered {
  etag: string;
  value: unknown;
  /** Whether there is a page behind this one. */
  more: boolean;
}

/** GitHub's largest page. */
const pageSize = 100;
/** What is remembered for conditional requests, in characters of JSON, over all repositories. */
const rememberedSize = 64 * 1024 * 1024;

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
  readonly #integrations: ScmIntegrationRegistry;
  readonly #credentials: GithubCredentialsProvider;
  readonly #logger: LoggerService;
  readonly #fetch: typeof fetch;
  readonly #now: () => Date;
  readonly #timeoutMilliseconds: number;
  readonly #octokits = new Map<string, Octokit>();
  readonly #remembered = new LRUCache<string, Remembered>({
    maxSize: rememberedSize,
    sizeCalculation: ({ value }) => JSON.stringify(value).length + 200,
  });

  constructor(options: GithubClientOptions) {
    this.#integrations = options.integrations;
    this.#logger = options.logger;
    this.#credentials =
      options.credentials ??
      DefaultGithubCredentialsProvider.fromIntegrations(options.integrations);
    this.#fetch = options.fetch ?? fetch;
    this.#now = options.now ?? (() => new Date());
    this.#timeoutMilliseconds = options.timeoutMilliseconds ?? 15_000;
  }

  serves(host: string): boolean {
    return this.#integrations.github.byHost(host) !== undefined;
  }

  /** The GitHub Apps that may be us on a host. */
  appIds(host: string): number[] {
    return this.#config(host).apps?.map(({ appId }) => appId) ?? [];
  }

  /** How requests about a repository are signed: the kind, and a name for the token that is safe to keep. */
  async identity(
    repository: RepositoryRef,
  ): Promise<{ kind: 'app' | 'token' | 'none'; id: string }> {
    const credentials = await this.#authorize(repository);
    return {
      kind: credentials.token ? credentials.type : 'none',
      id: identityOf(credentials),
    };
  }

  /** Undefined is a 404. */
  async read<T>(
    call: GithubCall,
    schema: z.ZodType<T>,
  ): Promise<Reading<T> | undefined> {
    return this.#readPage(call, schema);
  }

  /**
   * Reads a list to its end, in pages of 100. `unchanged` only when no page has changed; `complete` is false when `mostPages` were not enough.
   */
  async readAll<T>(
    call: GithubCall,
    schema: z.ZodType<T>,
    mostPages: number,
  ): Promise<(Reading<T[]> & { complete: boolean }) | undefined> {
    const value: T[] = [];
    let unchanged = true;
    for (let page = 1; page <= mostPages; page++) {
      const parameters = { ...call.parameters, per_page: pageSize, page };
      const reading = await this.#readPage(
        { ...call, parameters },
        z.array(schema),
      );
      if (!reading) return undefined;
      value.push(...reading.value);
      unchanged &&= reading.unchanged;
      // A full page is followed although it names no next one: its answer may be a 304 of when there was none.
      if (!reading.more && reading.value.length < pageSize) {
        return { value, unchanged, complete: true };
      }
    }
    return { value, unchanged, complete: false };
  }

  /** Undefined is a 404. */
  async write<T>(
    call: GithubCall,
    schema: z.ZodType<T>,
  ): Promise<T | undefined> {
    const credentials = await this.#authorize(call.repository);
    const answer = await this.#request(call, credentials, {});
    if (!answer || answer === 'unchanged') return undefined;
    return this.#parse(call, answer, schema);
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
    const { kind } = await this.identity(repository);
    throw new RefusedError(
      `repository ${owner}/${name} cannot be read: ${host} does not show it ${cures[kind]}`,
    );
  }

  async #readPage<T>(
    call: GithubCall,
    schema: z.ZodType<T>,
  ): Promise<(Reading<T> & { more: boolean }) | undefined> {
    const credentials = await this.#authorize(call.repository);
    // GitHub's entity tags are valid for one token only.
    const key = JSON.stringify([
      identityOf(credentials),
      call.repository.host,
      call.repository.owner.toLowerCase(),
      call.repository.name.toLowerCase(),
      call.route,
      call.parameters,
    ]);
    const known = this.#remembered.get(key);
    const answer = await this.#request(
      call,
      credentials,
      known ? { 'if-none-match': known.etag } : {},
    );
    if (!answer) return undefined;
    if (answer === 'unchanged') {
      // Only this key's value can have been confirmed: the key names the route, and each route has one schema.
      return {
        value: known!.value as T,
        unchanged: true,
        more: known!.more,
      };
    }
    const value = this.#parse(call, answer, schema);
    const more = /rel="next"/.test(String(answer.headers.link ?? ''));
    const { etag } = answer.headers;
    if (etag) this.#remembered.set(key, { etag: String(etag), value, more });
    return { value, unchanged: false, more };
  }

  async #request(
    { repository, route, parameters, purpose }: GithubCall,
    credentials: GithubCredentials,
    headers: Record<string, string>,
  ): Promise<Answer | 'unchanged' | undefined> {
    try {
      return await this.#octokit(repository.host).request(route, {
        owner: repository.owner,
        repo: repository.name,
        ...parameters,
        headers: {
          ...headers,
          ...(credentials.token
            ? { authorization: `Bearer ${credentials.token}` }
            : {}),
        },
        request: {
          fetch: this.#fetch,
          signal: AbortSignal.timeout(this.#timeoutMilliseconds),
        },
      });
    } catch (error) {
      const status = answeredStatus(error);
      if (status === 304 && headers['if-none-match']) return 'unchanged';
      if (status === 404) return undefined;
      throw toOutcome(error, { repository, purpose, now: this.#now() });
    }
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

  async #authorize(repository: RepositoryRef): Promise<GithubCredentials> {
    const { host, owner, name } = repository;
    if (!isRepositoryName(repository)) {
      throw new RefusedError(
        `${owner}/${name} is not the name of a repository on ${host}`,
      );
    }
    this.#config(host);
    try {
      return await this.#credentials.getCredentials({
        url: `https://${host}/${owner}/${name}`,
      });
    } catch (error) {
      throw this.#credentialsOutcome(error, repository);
    }
  }

  #credentialsOutcome(error: unknown, repository: RepositoryRef): Error {
    const purpose = {
      doing: 'sign in as the GitHub App',
      permission: 'Metadata: read',
    };
    const now = this.#now();
    if (answeredStatus(error) !== undefined || hasStatus(error)) {
      return toOutcome(error, { repository, purpose, now });
    }
    const why = error instanceof Error ? error.message : String(error);
    return new RefusedError(
      `${repository.owner}/${repository.name} cannot be read: ${why}. Install the GitHub App of integrations.github there`,
      { cause: error },
    );
  }

  #config(host: string): GithubIntegrationConfig {
    const integration = this.#integrations.github.byHost(host);
    if (integration) return integration.config;
    throw new RefusedError(
      `${host} is not configured: add it under integrations.github`,
    );
  }

  #octokit(host: string): Octokit {
    const existing = this.#octokits.get(host);
    if (existing) return existing;
    const { apiBaseUrl } = this.#config(host);
    if (!apiBaseUrl) {
      throw new RefusedError(
        `${host} has no apiBaseUrl under integrations.github (for GitHub Enterprise: https://${host}/api/v3)`,
      );
    }
    const octokit = new Octokit({
      baseUrl: apiBaseUrl,
      userAgent: 'preview-environments',
      log: {
        // Its debug and info lines repeat every request, the first with its token.
        debug: () => {},
        info: () => {},
        warn: message => this.#logger.warn(message),
        error: message => this.#logger.debug(message),
      },
    });
    this.#octokits.set(host, octokit);
    return octokit;
  }
}

function identityOf({ token }: GithubCredentials): string {
  return createHash('sha256')
    .update(token ?? '')
    .digest('hex');
}

/** Octokit's errors carry a status even when there was no answer. */
function hasStatus(error: unknown): boolean {
  return error instanceof Error && 'status' in error;
}
