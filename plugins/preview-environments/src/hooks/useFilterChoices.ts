import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  CATALOG_FILTER_EXISTS,
  catalogApiRef,
} from '@backstage/plugin-catalog-react';
import {
  DEFINITION_ANNOTATION,
  PROJECT_SLUG_ANNOTATION,
} from '@previewenv/plugin-preview-environments-common';
import type { Resource } from './resource';
import { useResource } from './useResource';

const REPOSITORY_FACET = `metadata.annotations.${PROJECT_SLUG_ANNOTATION}`;
const OWNER_FACET = 'relations.ownedBy';

/** The repositories and the owners that previews can have, in alphabetical order. */
export interface FilterChoices {
  /** `owner/name` */
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
      facets: [REPOSITORY_FACET, OWNER_FACET],
    });
    const values = (facet: string) =>
      (facets[facet] ?? []).map(({ value }) => value).sort();
    return {
      repositories: values(REPOSITORY_FACET),
      owners: values(OWNER_FACET),
    };
  }, [catalog]);
  return useResource(load).resource;
}
