import { Exchange, json, Reply } from '../../http';
import { App, apps, botOf, installationToken } from '../apps';
import { Hub } from '../hub';
import { Permission, StoredPull, StoredRepository } from '../model';
import { findPull } from '../pulls';
import { Views } from '../views';

/** Refused with GitHub's words. */
export class GitHubError extends Error {
  override readonly name = 'GitHubError';
  readonly status: number;
  readonly errors: unknown[] | undefined;

  constructor(status: number, message: string, errors?: unknown[]) {
    super(message);
    this.status = status;
    this.errors = errors;
  }

  reply(): Reply {
    return json(this.status, {
      message: this.message,
      ...(this.errors ? { errors: this.errors } : {}),
      documentation_url: 'https://docs.github.com/rest',
      status: String(this.status),
    });
  }
}

export const notFound = (): GitHubError => new GitHubError(404, 'Not Found');
export const validationFailed = (...errors: unknown[]): GitHubError =>
  new GitHubError(422, 'Validation Failed', errors);

/** What the handlers of the API share. */
export class ApiContext {
  readonly hub: Hub;
  readonly views: Views;

  constructor(options: { hub: Hub; views: Views }) {
    this.hub = options.hub;
    this.views = options.views;
  }

  isAuthenticated({ headers }: Exchange): boolean {
    return /^(token|bearer|basic) \S/i.test(headers.authorization ?? '');
  }

  /** The caller's login. Every token belongs to the same user, but for those of the App's installation. */
  login(exchange: Exchange): string {
    if (!this.isAuthenticated(exchange))
      throw new GitHubError(401, 'Requires authentication');
    const app = this.app(exchange);
    return app ? botOf(app) : this.hub.login;
  }

  /** The App that calls; undefined when a person does. */
  app({ headers }: Exchange): App | undefined {
    return installationToken.test(headers.authorization ?? '')
      ? apps.platform
      : undefined;
  }

  access(
    exchange: Exchange,
    repository: StoredRepository,
  ): Permission | undefined {
    return this.isAuthenticated(exchange)
      ? repository.permissions[this.login(exchange)] ?? 'admin'
      : undefined;
  }

  /** What the caller can't see is not there. */
  repository(exchange: Exchange): StoredRepository {
    const repository = this.hub.repository(
      exchange.params.owner,
      exchange.params.repo,
    );
    if (!repository) throw notFound();
    const access = this.access(exchange, repository);
    if (repository.private && (!access || access === 'none')) throw notFound();
    return repository;
  }

  /** The repository, for someone who may write to it. */
  writable(exchange: Exchange): {
    repository: StoredRepository;
    login: string;
  } {
    const login = this.login(exchange);
    const repository = this.repository(exchange);
    if (repository.archived)
      throw new GitHubError(403, 'Repository was archived so is read-only.');
    const access = this.access(exchange, repository);
    if (access === 'read' || access === 'none')
      throw new GitHubError(
        403,
        this.app(exchange)
          ? 'Resource not accessible by integration'
          : 'Resource not accessible by personal access token',
      );
    return { repository, login };
  }

  pull({ params }: Exchange, repository: StoredRepository): StoredPull {
    const number = Number(params.pull_number ?? params.issue_number);
    const pull = findPull(repository, number);
    if (!pull) throw notFound();
    return pull;
  }
}

export function bodyOf(exchange: Exchange): Record<string, unknown> {
  if (!exchange.body.length) return {};
  try {
    return JSON.parse(exchange.body.toString()) as Record<string, unknown>;
  } catch {
    throw new GitHubError(400, 'Problems parsing JSON');
  }
}
