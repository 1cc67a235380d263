import { InputError } from '@backstage/errors';
import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { WatchedRepositories, WatchedRepository } from '../../repositories';
import { BranchAsked } from './BranchPreviews';

/** A watched repository, and the entities of which one has to be readable. */
export interface BranchPlace {
  ref: RepositoryRef;
  entityRefs: string[];
}

/** Finds the repository that somebody means. */
export class BranchPlaces {
  readonly #repositories: Pick<WatchedRepositories, 'list' | 'ofEntity'>;

  constructor(repositories: Pick<WatchedRepositories, 'list' | 'ofEntity'>) {
    this.#repositories = repositories;
  }

  /** Undefined when nothing that is watched is called so. */
  of({
    entityRef,
    repository,
  }: Pick<BranchAsked, 'entityRef' | 'repository'>): BranchPlace | undefined {
    if ((entityRef === undefined) === (repository === undefined))
      throw new InputError('Give either entityRef or repository.');
    if (entityRef !== undefined) {
      const watched = this.#repositories.ofEntity(entityRef);
      return watched && { ref: watched.ref, entityRefs: [entityRef] };
    }
    const named = this.#repositories
      .list()
      .filter(watched => namesOf(watched).includes(repository!.toLowerCase()));
    if (named.length > 1)
      throw new InputError(
        `There is a repository ${repository} on several hosts; write the host in front.`,
      );
    return named[0] && placeOf(named[0]);
  }
}

function namesOf({ ref: { host, owner, name } }: WatchedRepository): string[] {
  const short = `${owner}/${name}`.toLowerCase();
  return [short, `${host.toLowerCase()}/${short}`];
}

function placeOf({ ref, definitions }: WatchedRepository): BranchPlace {
  const entityRefs = definitions.flatMap(one => one.entityRefs);
  return { ref, entityRefs: [...new Set(entityRefs)] };
}
