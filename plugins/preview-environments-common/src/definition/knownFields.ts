import { Path, formatPath } from './findings';
import { definitionJsonSchema } from './jsonSchema';
import { nearest } from './nearest';

interface SchemaNode {
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  /** A field that may be one thing or another. */
  anyOf?: SchemaNode[];
}

/** What to tell about a field that the definition does not have, and which one beside it was meant. */
export interface UnknownField {
  message: string;
  meant?: Path;
}

/** Looks for the nearest known name, beside the unknown field and then elsewhere. */
export function explainUnknownField(path: Path): UnknownField {
  const name = String(path.at(-1));
  const root = schemaRoot();
  const siblings = Object.keys(
    nodeAt(root, path.slice(0, -1))?.properties ?? {},
  );

  const sibling = nearest(name, siblings);
  if (sibling) {
    return {
      message: `unknown field, did you mean ${sibling}?`,
      meant: [...path.slice(0, -1), sibling],
    };
  }
  const places = placesOf(root, []);
  const other = nearest(
    name,
    places.map(place => String(place.at(-1))),
  );
  const place = places.find(candidate => candidate.at(-1) === other);
  if (place) {
    return {
      message: `unknown field here, did you mean ${formatPath(place)}?`,
    };
  }
  return {
    message:
      siblings.length > 0
        ? `unknown field, known here are ${siblings.join(', ')}`
        : 'unknown field, nothing may stand here',
  };
}

let knownRoot: SchemaNode | undefined;

/** Made once: a file may hold thousands of unknown fields. */
function schemaRoot(): SchemaNode {
  knownRoot ??= definitionJsonSchema() as SchemaNode;
  return knownRoot;
}

function nodeAt(root: SchemaNode, path: Path): SchemaNode | undefined {
  return path.reduce<SchemaNode | undefined>(
    (node, segment) =>
      typeof segment === 'number'
        ? itemsOf(node)
        : node?.properties?.[String(segment)],
    root,
  );
}

function itemsOf(node: SchemaNode | undefined): SchemaNode | undefined {
  return node?.items ?? node?.anyOf?.find(({ items }) => items)?.items;
}

function placesOf(node: SchemaNode, path: Path): Path[] {
  const below = Object.entries(node.properties ?? {}).flatMap(
    ([name, child]) => [[...path, name], ...placesOf(child, [...path, name])],
  );
  const items = itemsOf(node);
  return items ? [...below, ...placesOf(items, [...path, 0])] : below;
}
