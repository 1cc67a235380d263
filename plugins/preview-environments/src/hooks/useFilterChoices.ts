import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  CATALOG_FILTER_EXISTS,
  catalogApiRef,
} from '@backstage/plugin-catalog-react';
import {
  DEFINITION_ANNOTATION,
  GITLAB_PROJECT_SLUG_ANNOTATION,
  PROJECT_SLUG_ANNOTATION,
} from '@previewenv/plugin-preview-environments-common';
import type { Resource } from './resource';
import { useResource } from './useResource';

const REPOSITORY_FACETS = [
  PROJECT_SLUG_ANNOTATION,
  GITLAB_PROJECT_SLUG_ANNOTATION,
].map(annotation => `metadata.annotations.${annotation}`);
const OWNER_FACET = 'relations.ownedBy';

/** The repositories and the owners that previews can have, in alphabetical order. */
export interface FilterChoices {
  /** `owner/name`; on GitLab an owner is a group, with the groups it is in. */
  repositories: string[];
  /** Entity refs. */
  owners: string[];
}

/** Only what the catalog shows to this person, and of that only what carries our annotation. */
export function useFilterChoices(): Resource<FilterChoices> {
  const catalog = useApi(catalogApiRef);
  const load = useCallback(async () => {
    const { facets } = await catalog.getEntityFacets({
      filter: {
        [`metadata.annotations.${DEFINITION_ANNOTATION}`]:
          CATALOG_FILTER_EXISTS,
      },
      facets: [...REPOSITORY_FACETS, OWNER_FACET],
    });
    const values = (...names: string[]) => {
      const found = names.flatMap(name => facets[name] ?? []);
      return [...new Set(found.map(({ value }) => value))].sort();
    };
    return {
      repositories: values(...REPOSITORY_FACETS),
      owners: values(OWNER_FACET),
    };
  }, [catalog]);
  return useResource(load).resource;
}
