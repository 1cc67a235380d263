import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';

/** The full, lower-case form of an entity ref. Throws an InputError that names the parameter. */
export function parseEntityRefParameter(
  parameter: string,
  text: string,
): string {
  try {
    return stringifyEntityRef(parseEntityRef(text)).toLowerCase();
  } catch (error) {
    throw new InputError(
      `The parameter ${parameter} must be an entity ref such as component:default/web, not ${JSON.stringify(
        text,
      )}`,
      error,
    );
  }
}

/**
 * The entities that a list is restricted to; undefined when it is not restricted. What an owner owns is asked of the catalog as the
 * caller, so that nobody learns of entities that are hidden from them.
 */
export async function selectEntities(
  catalog: Pick<CatalogService, 'streamEntities'>,
  filter: { entityRef: string | undefined; owner: string | undefined },
  credentials: BackstageCredentials,
): Promise<string[] | undefined> {
  const entityRef =
    filter.entityRef === undefined
      ? undefined
      : parseEntityRefParameter('entityRef', filter.entityRef);
  if (filter.owner === undefined) {
    return entityRef === undefined ? undefined : [entityRef];
  }

  const owner = parseEntityRefParameter('owner', filter.owner);
  const owned: string[] = [];
  const pages = catalog.streamEntities(
    {
      filter: { 'relations.ownedBy': owner },
      fields: ['kind', 'metadata.name', 'metadata.namespace'],
    },
    { credentials },
  );
  for await (const entities of pages) {
    owned.push(...entities.map(entity => stringifyEntityRef(entity)));
  }
  return entityRef === undefined
    ? owned
    : owned.filter(ref => ref === entityRef);
}
