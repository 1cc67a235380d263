import {
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  DEFINITION_ANNOTATION,
  definitionPathOf,
  projectSlugAnnotationOf,
  repositoryOf,
} from '@previewenv/plugin-preview-environments-common';
import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { repositoryKey } from '../preview';

/** A repository with the definitions in it that entities name. */
export interface WatchedRepository {
  ref: RepositoryRef;
  /** Sorted by path; several entities may name one definition. */
  definitions: { path: string; entityRefs: string[] }[];
}

/** Why an entity that opted in cannot be watched. */
export interface EntityProblem {
  entityRef: string;
  message: string;
}

/** Which repositories the annotated entities are in, in an order that does not depend on the catalog's. */
export function groupByRepository(
  entities: Entity[],
  serves: (host: string) => boolean,
): { repositories: WatchedRepository[]; problems: EntityProblem[] } {
  const found = new Map<
    string,
    { ref: RepositoryRef; paths: Map<string, string[]> }
  >();
  const problems: EntityProblem[] = [];
  const sorted = entities
    .map(entity => ({ entity, entityRef: stringifyEntityRef(entity) }))
    .sort((one, other) => one.entityRef.localeCompare(other.entityRef));
  for (const { entity, entityRef } of sorted) {
    const place = placeOf(entity, serves);
    if ('problem' in place) {
      problems.push({ entityRef, message: place.problem });
    } else {
      const key = repositoryKey(place.ref);
      const group = found.get(key) ?? { ref: place.ref, paths: new Map() };
      const sharing = group.paths.get(place.path) ?? [];
      group.paths.set(place.path, [...sharing, entityRef]);
      found.set(key, group);
    }
  }
  const repositories = [...found.values()].map(({ ref, paths }) => ({
    ref,
    definitions: [...paths]
      .map(([path, entityRefs]) => ({ path, entityRefs }))
      .sort((one, other) => one.path.localeCompare(other.path)),
  }));
  return { repositories, problems };
}

/** Where an entity says that its definition is, or which of its annotations does not say it, and why. */
export function placeOf(
  entity: Entity,
  serves: (host: string) => boolean,
):
  | { ref: RepositoryRef; path: string }
  | { problem: string; annotation: string } {
  const path = definitionPathOf(entity);
  if (path === undefined) {
    return {
      annotation: DEFINITION_ANNOTATION,
      problem: `the annotation ${DEFINITION_ANNOTATION} is not a path from the repository's root, like preview.yaml`,
    };
  }
  const ref = repositoryOf(entity);
  if (!ref) {
    const annotation = projectSlugAnnotationOf(entity);
    return {
      annotation,
      problem: `the annotation ${annotation} is missing or is not like acme/web, so that its repository is not known`,
    };
  }
  if (!serves(ref.host)) {
    return {
      annotation: ANNOTATION_SOURCE_LOCATION,
      problem: `its source location is on ${ref.host}, which is not configured: add it under integrations.github or integrations.gitlab`,
    };
  }
  return { ref, path };
}
