import { repositoryKey } from '../preview';
import { Definitions, WatchedRepositories } from '../repositories';
import { RepositoryReader, RepositoryView } from '../rest';
import { Store } from '../store';

/** How the repository of an entity is being watched, from what the last listing wrote down. */
export class RepositoryViews implements RepositoryReader {
  readonly #repositories: Pick<WatchedRepositories, 'ofEntity' | 'problems'>;
  readonly #definitions: Pick<Definitions, 'lastGood'>;
  readonly #store: Pick<Store, 'repositories'>;

  constructor(options: {
    repositories: Pick<WatchedRepositories, 'ofEntity' | 'problems'>;
    definitions: Pick<Definitions, 'lastGood'>;
    store: Pick<Store, 'repositories'>;
  }) {
    this.#repositories = options.repositories;
    this.#definitions = options.definitions;
    this.#store = options.store;
  }

  async ofEntity(entityRef: string): Promise<RepositoryView[]> {
    const watched = this.#repositories.ofEntity(entityRef);
    const own = this.#repositories
      .problems()
      .filter(problem => problem.entityRef === entityRef);
    if (!watched) {
      return own.map(({ message }) => ({
        host: '',
        owner: '',
        name: '',
        definition: '',
        triggerLabels: [],
        listedAt: undefined,
        problems: [message],
      }));
    }
    const status = (await this.#store.repositories()).find(
      candidate => repositoryKey(candidate) === repositoryKey(watched.ref),
    );
    const { path } = watched.definitions.find(({ entityRefs }) =>
      entityRefs.includes(entityRef),
    )!;
    return [
      {
        ...watched.ref,
        definition: path,
        triggerLabels:
          this.#definitions.lastGood(watched.ref, path)?.spec.trigger.labels ??
          [],
        listedAt: status?.listedAt,
        problems: status?.problems ?? [
          'The repository has not been listed yet.',
        ],
      },
    ];
  }
}
