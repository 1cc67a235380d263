import { createHash } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  DefaultGithubCredentialsProvider,
  GithubCredentialsProvider,
  GithubIntegrationConfig,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { Octokit } from '@octokit/rest';
import {
  RefusedError,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { toOutcome } from './errors';
import { isRepositoryName } from './schemas';

/** Who we are in a request. */
export interface GithubIdentity {
  kind: 'app' | 'token' | 'none';
  token: string | undefined;
  /** Names the token without telling it. */
  id: string;
}

export interface GithubConnectionsOptions {
  integrations: ScmIntegrationRegistry;
  logger: LoggerService;
  credentials?: GithubCredentialsProvider;
  now?: () => Date;
}

/** The hosts of `integrations.github`: how each is reached, and who we are there. */
export class GithubConnections {
  readonly #integrations: ScmIntegrationRegistry;
  readonly #credentials: GithubCredentialsProvider;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  readonly #octokits = new Map<string, Octokit>();

  constructor(options: GithubConnectionsOptions) {
    this.#integrations = options.integrations;
    this.#logger = options.logger;
    this.#credentials =
      options.credentials ??
      DefaultGithubCredentialsProvider.fromIntegrations(options.integrations);
    this.#now = options.now ?? (() => new Date());
  }

  serves(host: string): boolean {
    return this.#integrations.github.byHost(host) !== undefined;
  }

  /** The GitHub Apps that may be us on a host. */
  appIds(host: string): number[] {
    return this.#config(host).apps?.map(({ appId }) => appId) ?? [];
  }

  /** Throws a RefusedError where the App is not installed, and for what is not the name of a repository. */
  async identify(repository: RepositoryRef): Promise<GithubIdentity> {
    const { host, owner, name } = repository;
    if (!isRepositoryName(repository)) {
      throw new RefusedError(
        `${owner}/${name} is not the name of a repository on ${host}`,
      );
    }
    this.#config(host);
    try {
      const { type, token } = await this.#credentials.getCredentials({
        url: `https://${host}/${owner}/${name}`,
      });
      return { kind: token ? type : 'none', token, id: nameOf(token) };
    } catch (error) {
      throw this.#outcome(error, repository);
    }
  }

  /** Signs nothing by itself: who we are differs between repositories. */
  octokit(host: string): Octokit {
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

  #outcome(error: unknown, repository: RepositoryRef): Error {
    const purpose = {
      doing: 'sign in as the GitHub App',
      permission: 'Metadata: read',
    };
    const now = this.#now();
    if (hasStatus(error)) {
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
}

function nameOf(token: string | undefined): string {
  return createHash('sha256')
    .update(token ?? '')
    .digest('hex');
}

/** Octokit's errors carry a status even when there was no answer. */
function hasStatus(error: unknown): boolean {
  return error instanceof Error && 'status' in error;
}
