import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { LRUCache } from 'lru-cache';
import { GithubClient } from './GithubClient';
import { accountSchema } from './schemas';

/** Who made something at GitHub, as its answers say it. */
export interface Author {
  user?: { id: number; type?: string } | null;
  performed_via_github_app?: { id: number } | null;
}

const purpose = { doing: 'read who we are', permission: 'Metadata: read' };

/** Tells what we made from what others made: a marker alone can be copied by anybody. */
export class Ourselves {
  readonly #client: GithubClient;
  readonly #accounts = new LRUCache<string, number>({ max: 100 });

  constructor(client: GithubClient) {
    this.#client = client;
  }

  async made(
    repository: RepositoryRef,
    { user, performed_via_github_app: app }: Author,
  ): Promise<boolean> {
    const identity = await this.#client.connections.identify(repository);
    if (identity.kind === 'app') {
      // What people make through an App names it as well.
      return user?.type === 'Bot' && this.isOurApp(repository, app);
    }
    let account = this.#accounts.get(identity.id);
    if (account === undefined) {
      const reading = await this.#client.read(
        { repository, route: 'GET /user', purpose },
        accountSchema,
      );
      if (!reading) return false;
      account = reading.value.id;
      this.#accounts.set(identity.id, account);
    }
    return user?.id === account;
  }

  isOurApp(
    { host }: RepositoryRef,
    app: { id: number } | null | undefined,
  ): boolean {
    return Boolean(
      app && this.#client.connections.appIds(host).includes(app.id),
    );
  }

  /** Whether we are a GitHub App, which may do some things that nobody else may. */
  async areApp(repository: RepositoryRef): Promise<boolean> {
    const { kind } = await this.#client.connections.identify(repository);
    return kind === 'app';
  }
}
