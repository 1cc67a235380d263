import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { Store } from '../store/types';
import { WatchedRepository } from './groupByRepository';
import { WatchedRepositories } from './WatchedRepositories';

/** A repository under one of its names. */
export type RepositoryName = RepositoryRef & {
  /** Stays the same through renames and transfers. */
  id: string;
};

/**
 * Watched repositories by whatever name the code host uses. After a rename or a transfer the catalog goes on with the former name for a
 * while; that name is known by the id of the repository that was listed under it (rule 7.21).
 */
export class FollowedRepositories {
  readonly #repositories: Pick<WatchedRepositories, 'find'>;
  readonly #store: Pick<Store, 'listedNames'>;

  constructor(options: {
    repositories: Pick<WatchedRepositories, 'find'>;
    store: Pick<Store, 'listedNames'>;
  }) {
    this.#repositories = options.repositories;
    this.#store = options.store;
  }

  /** The name itself counts before a former one. Throws when the store does. */
  async find(
    repository: RepositoryName,
  ): Promise<WatchedRepository | undefined> {
    const named = this.#repositories.find(repository);
    if (named) return named;
    const { host, id } = repository;
    for (const name of await this.#store.listedNames({ host, id })) {
      const watched = this.#repositories.find(name);
      if (watched) return watched;
    }
    return undefined;
  }
}
