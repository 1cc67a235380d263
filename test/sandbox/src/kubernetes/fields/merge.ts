import { ResourceKind } from '../types';
import { isAtomicMap, listType } from './listTypes';
import { isMap, itemKey } from './paths';

/** Lays what was applied over what is there, field by field, as the schema's list types ask. */
export function merge(
  resource: ResourceKind,
  live: unknown,
  applied: unknown,
  pattern: string = '',
): unknown {
  if (applied === undefined) return live;
  const within = (field: string): string =>
    pattern ? `${pattern}.${field}` : field;
  if (
    isMap(live) &&
    isMap(applied) &&
    !(pattern && isAtomicMap(resource, pattern))
  ) {
    const merged: Record<string, unknown> = { ...live };
    for (const [field, value] of Object.entries(applied))
      merged[field] = merge(resource, live[field], value, within(field));
    return merged;
  }
  if (!Array.isArray(live) || !Array.isArray(applied)) return applied;
  const list = listType(resource, pattern);
  if (list.kind === 'set')
    return [...live, ...applied.filter(item => !live.includes(item))];
  if (list.kind === 'atomic') return applied;
  const merged = live.map(item => {
    const update = applied.find(
      candidate => itemKey(candidate, list.keys) === itemKey(item, list.keys),
    );
    return update === undefined ? item : merge(resource, item, update, pattern);
  });
  const known = new Set(live.map(item => itemKey(item, list.keys)));
  return [
    ...merged,
    ...applied.filter(item => !known.has(itemKey(item, list.keys))),
  ];
}
