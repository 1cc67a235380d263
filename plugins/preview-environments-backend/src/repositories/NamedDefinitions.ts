import { DefinitionReading, Definitions } from './Definitions';
import { FollowedRepositories, RepositoryName } from './FollowedRepositories';

/** Finds the definitions of a repository by any of the names that it has. */
export class NamedDefinitions {
  readonly #repositories: Pick<FollowedRepositories, 'find'>;
  readonly #definitions: Pick<Definitions, 'read'>;

  constructor(options: {
    repositories: Pick<FollowedRepositories, 'find'>;
    definitions: Pick<Definitions, 'read'>;
  }) {
    this.#repositories = options.repositories;
    this.#definitions = options.definitions;
  }

  /** The first name that is watched counts, else the first that was. Throws what the code host throws when the files cannot be read. */
  async read(names: RepositoryName[]): Promise<DefinitionReading> {
    for (const name of names) {
      const watched = await this.#repositories.find(name);
      if (watched) return this.#definitions.read(watched);
    }
    for (const ref of names) {
      const reading = await this.#definitions.read({ ref, definitions: [] });
      if (reading.components.length > 0 || reading.absent.length > 0)
        return reading;
    }
    const [{ owner, name }] = names;
    return {
      components: [],
      problems: [],
      absent: [
        {
          component: undefined,
          reason: `No catalog entity names a preview definition in ${owner}/${name}.`,
        },
      ],
      changed: false,
    };
  }
}
