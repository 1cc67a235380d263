import { Objection, Path } from './findings';

interface Planned {
  /** `*` stands for any item of a list. */
  path: Path;
  /** The values that are not acted on yet; without it, any. */
  values?: (value: unknown) => boolean;
  /** What to write in its place. */
  cure?: string;
}

/**
 * What a definition is going to say one day and this version does not act on. Each is refused by name: a field that is
 * silently ignored would let its author believe in a clean-up, a database or a route that nobody makes.
 */
const planned: readonly Planned[] = [
  {
    path: ['spec', 'trigger', 'command'],
    values: value => typeof value === 'string' && value !== '/preview',
    cure: 'leave it out, it is /preview',
  },
  { path: ['spec', 'namespace', 'shared'], cure: 'write namespace: dedicated' },
  {
    path: ['spec', 'images', '*', 'set', 'manifests'],
    cure: 'use helm or kustomize',
  },
  { path: ['spec', 'source', 'manifests'], cure: 'use helm or kustomize' },
  {
    path: ['spec', 'source', 'revision'],
    values: value => value === 'head',
    cure: 'write revision: base',
  },
  { path: ['spec', 'data'] },
  { path: ['spec', 'cloud'] },
  { path: ['spec', 'expiry', 'data'] },
];

/** Objects to every field that this version does not act on. */
export function unsupportedObjections(value: unknown): Objection[] {
  return planned.flatMap(({ path, values, cure }) =>
    occurrences(value, path, [])
      .filter(found => !values || values(found.value))
      .map(found => ({
        path: found.path,
        message: `not supported by this version${cure ? `; ${cure}` : ''}`,
        atKey: true,
      })),
  );
}

function occurrences(
  value: unknown,
  rest: Path,
  walked: Path,
): { path: Path; value: unknown }[] {
  const [segment, ...further] = rest;
  if (segment === undefined) {
    return [{ path: walked, value }];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      segment === '*' || segment === index
        ? occurrences(item, further, [...walked, index])
        : [],
    );
  }
  const isHere =
    typeof value === 'object' &&
    value !== null &&
    typeof segment === 'string' &&
    Object.hasOwn(value, segment);
  return isHere
    ? occurrences((value as Record<string, unknown>)[segment], further, [
        ...walked,
        segment,
      ])
    : [];
}
