import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { DEFINITION_ANNOTATION } from '@previewenv/plugin-preview-environments-common';
import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { repositoryKey } from '../preview';
import {
  EntityProblem,
  groupByRepository,
  WatchedRepository,
} from './groupByRepository';

export interface WatchedRepositoriesOptions {
  catalog: CatalogService;
  auth: AuthService;
  logger: LoggerService;
  /** Whether a code host is configured for a repository's host. */
  serves: (host: string) => boolean;
}

/**
 * The repositories that are watched: those of the entities that opted in by the annotation, found with the plugin's own credentials
 * (rule 7.26). Empty until the first refresh.
 */
export class WatchedRepositories {
  readonly #options: WatchedRepositoriesOptions;
  #repositories = new Map<string, WatchedRepository>();
  #problems: EntityProblem[] = [];

  constructor(options: WatchedRepositoriesOptions) {
    this.#options = options;
  }

  /** Reads the catalog anew. Throws when it cannot be read to its end; what was known before stays known then. */
  async refresh(): Promise<void> {
    const { catalog, auth, logger, serves } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const entities: Entity[] = [];
    const pages = catalog.streamEntities(
      {
        query: {
          [`metadata.annotations.${DEFINITION_ANNOTATION}`]: { $exists: true },
        },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
        ],
      },
      { credentials },
    );
    for await (const page of pages) entities.push(...page);
    const { repositories, problems } = groupByRepository(entities, serves);
    const known = new Set(this.#problems.map(asText));
    for (const problem of problems) {
      if (!known.has(asText(problem))) logger.warn(asText(problem));
    }
    this.#repositories = new Map(
      repositories.map(repository => [
        repositoryKey(repository.ref),
        repository,
      ]),
    );
    this.#problems = problems;
  }

  list(): WatchedRepository[] {
    return [...this.#repositories.values()];
  }

  /** Owner and name are compared without regard to case, as GitHub does. */
  find(ref: RepositoryRef): WatchedRepository | undefined {
    return this.#repositories.get(repositoryKey(ref));
  }

  /** The repository that holds an entity's definition. */
  ofEntity(entityRef: string): WatchedRepository | undefined {
    return this.list().find(({ definitions }) =>
      definitions.some(({ entityRefs }) => entityRefs.includes(entityRef)),
    );
  }

  /** Entities that opted in but cannot be watched, and why. */
  problems(): EntityProblem[] {
    return this.#problems;
  }
}

function asText({ entityRef, message }: EntityProblem): string {
  return `${entityRef}: ${message}`;
}
