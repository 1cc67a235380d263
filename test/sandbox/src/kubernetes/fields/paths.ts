import { ResourceKind } from '../types';
import { isAtomicMap, keyDefault, listType } from './listTypes';

/**
 * One step of a path, spelled as in `fieldsV1`: `f:name` a field, `k:{"name":"web"}` an item of a keyed list, `v:"x"` a
 * value of a set.
 */
export type Element = string;
export type Path = Element[];

/** Paths in one string, so that they can be members of a set. */
export const encodePath = (path: Path): string => JSON.stringify(path);
export const decodePath = (text: string): Path => JSON.parse(text) as Path;

export type FieldMap = Record<string, unknown>;

export const isMap = (value: unknown): value is FieldMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function itemKey(item: unknown, keys: string[]): Element {
  const fields = item as FieldMap;
  return `k:${JSON.stringify(
    Object.fromEntries(
      keys.map(key => [key, fields?.[key] ?? keyDefault(key)]),
    ),
  )}`;
}

const unowned = new Set([
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.generateName',
  'metadata.namespace',
  'metadata.uid',
  'metadata.resourceVersion',
  'metadata.generation',
  'metadata.creationTimestamp',
  'metadata.deletionTimestamp',
  'metadata.deletionGracePeriodSeconds',
  'metadata.managedFields',
]);

const join = (pattern: string, field: string): string =>
  pattern ? `${pattern}.${field}` : field;

/** The fields that an object sets, each down to the level at which it is owned. */
export function ownedPaths(
  resource: ResourceKind,
  object: unknown,
): Set<string> {
  const found = new Set<string>();
  const visit = (value: unknown, path: Path, pattern: string): void => {
    if (unowned.has(pattern)) return;
    if (isMap(value) && !(path.length && isAtomicMap(resource, pattern))) {
      const fields = Object.entries(value).filter(
        ([, field]) => field !== undefined,
      );
      if (!fields.length && path.length) found.add(encodePath(path));
      for (const [name, field] of fields)
        visit(field, [...path, `f:${name}`], join(pattern, name));
      return;
    }
    const list = Array.isArray(value) ? listType(resource, pattern) : undefined;
    if (list?.kind === 'map') {
      for (const item of value as unknown[]) {
        const at = [...path, itemKey(item, list.keys)];
        found.add(encodePath(at));
        visit(item, at, pattern);
      }
    } else if (list?.kind === 'set') {
      for (const item of value as unknown[])
        found.add(encodePath([...path, `v:${JSON.stringify(item)}`]));
    } else if (path.length) {
      found.add(encodePath(path));
    }
  };
  visit(object, [], '');
  return found;
}

function matchesKey(item: unknown, element: Element): boolean {
  const keys = JSON.parse(element.slice(2)) as FieldMap;
  return Object.entries(keys).every(
    ([key, value]) =>
      JSON.stringify((item as FieldMap)?.[key] ?? keyDefault(key)) ===
      JSON.stringify(value),
  );
}

/** The value at a path. For an item of a list that is only whether it is there: its fields are owned apart. */
export function valueAt(object: unknown, path: Path): unknown {
  let value: unknown = object;
  for (const element of path) {
    if (element.startsWith('f:'))
      value = isMap(value) ? value[element.slice(2)] : undefined;
    else if (!Array.isArray(value)) return undefined;
    else if (element.startsWith('k:'))
      value = value.find(item => matchesKey(item, element));
    else value = value.find(item => `v:${JSON.stringify(item)}` === element);
  }
  return path[path.length - 1].startsWith('k:') && value !== undefined
    ? true
    : value;
}

/** Takes the field away. A list or `metadata` map that is then empty goes as well. */
export function removeAt(object: unknown, path: Path): void {
  const [element, ...rest] = path;
  if (isMap(object)) {
    const name = element.slice(2);
    if (!rest.length) {
      delete object[name];
      return;
    }
    const child = object[name];
    if (child === undefined) return;
    removeAt(child, rest);
    const empty = Array.isArray(child)
      ? !child.length
      : isMap(child) && !Object.keys(child).length;
    if (
      empty &&
      (Array.isArray(child) || name === 'labels' || name === 'annotations')
    )
      delete object[name];
  } else if (Array.isArray(object)) {
    const index = object.findIndex(item =>
      element.startsWith('k:')
        ? matchesKey(item, element)
        : `v:${JSON.stringify(item)}` === element,
    );
    if (index < 0) return;
    if (rest.length) removeAt(object[index], rest);
    else object.splice(index, 1);
  }
}

/** `.spec.containers[name="web"].image`, as conflicts name fields. */
export function describePath(path: Path): string {
  return path
    .map(element => {
      const rest = element.slice(2);
      if (element.startsWith('f:')) return `.${rest}`;
      if (element.startsWith('v:')) return `[=${rest}]`;
      const keys = Object.entries(JSON.parse(rest) as FieldMap);
      return `[${keys
        .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
        .join(',')}]`;
    })
    .join('');
}
