import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { PreviewRecord } from '../preview';

type Credentials = Parameters<CatalogService['getEntitiesByRefs']>[1];

/** A service that a request can pass. */
export interface GraphNode {
  entityRef: string;
  /** What sources of evidence may call it, in lower case; the first is its own. */
  names: string[];
  title: string | undefined;
  /** Whether the preview has its own. */
  previewed: boolean;
}

/** Who calls whom, as the catalog has it: both are entity refs. */
export interface DependencyGraph {
  nodes: GraphNode[];
  edges: { from: string; to: string }[];
}

/** Relations are followed so far, which is longer than call paths that people draw. */
const deepest = 5;
/** More would make no picture, and the catalog a lot of work. */
const largest = 60;
const kubernetesId = 'backstage.io/kubernetes-id';

/**
 * The components that those of the preview depend on, and those that depend on them, because a request may enter there. Read
 * with the caller's credentials: what they may not see is not in it. One catalog call per level.
 */
export async function readGraph(
  catalog: Pick<CatalogService, 'getEntitiesByRefs'>,
  record: PreviewRecord,
  credentials: Credentials,
): Promise<DependencyGraph> {
  const own = new Set(record.components.flatMap(one => one.entityRefs));
  const found = new Map<string, Entity>();
  for (const direction of ['dependsOn', 'dependencyOf'] as const) {
    let level = [...own];
    for (let depth = 0; depth <= deepest && level.length > 0; depth++) {
      const unread = level.filter(ref => !found.has(ref));
      for (const entity of await read(catalog, unread, credentials))
        found.set(stringifyEntityRef(entity), entity);
      level = level
        .flatMap(ref => targetsOf(found.get(ref), direction))
        .filter(ref => !found.has(ref))
        .slice(0, Math.max(0, largest - found.size));
    }
  }
  const edges = [...found].flatMap(([from, entity]) =>
    targetsOf(entity, 'dependsOn')
      .filter(to => found.has(to))
      .map(to => ({ from, to })),
  );
  return {
    nodes: [...found].map(([entityRef, entity]) =>
      nodeOf(entityRef, entity, record),
    ),
    edges,
  };
}

async function read(
  catalog: Pick<CatalogService, 'getEntitiesByRefs'>,
  entityRefs: string[],
  credentials: Credentials,
): Promise<Entity[]> {
  if (entityRefs.length === 0) return [];
  const { items } = await catalog.getEntitiesByRefs(
    {
      entityRefs: [...new Set(entityRefs)],
      fields: ['apiVersion', 'kind', 'metadata', 'relations'],
    },
    credentials,
  );
  return items.filter(item => item !== undefined);
}

/** Other kinds, such as resources and APIs, serve no requests. */
function targetsOf(entity: Entity | undefined, type: string): string[] {
  return (entity?.relations ?? [])
    .filter(
      relation =>
        relation.type === type && relation.targetRef.startsWith('component:'),
    )
    .map(({ targetRef }) => targetRef);
}

function nodeOf(
  entityRef: string,
  { metadata }: Entity,
  record: PreviewRecord,
): GraphNode {
  const components = record.components.filter(({ entityRefs }) =>
    entityRefs.includes(entityRef),
  );
  const names = [
    metadata.name,
    metadata.annotations?.[kubernetesId],
    ...components.map(({ name }) => name),
  ];
  return {
    entityRef,
    names: [
      ...new Set(names.flatMap(name => (name ? [name.toLowerCase()] : []))),
    ],
    title: metadata.title,
    previewed: components.length > 0,
  };
}
