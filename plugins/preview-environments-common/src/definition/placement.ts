import { Objection, Path } from './findings';
import { hasPlaceholder, placeholderMistakes } from './placeholders';

/** Deeper than any field of a definition. */
const MAXIMUM_DEPTH = 12;

const ANY = '*';

/** The only places of a definition that may carry placeholders. */
const PLACES: readonly Path[] = [
  ['spec', 'images', ANY, 'tag'],
  ['spec', 'routing', 'host'],
  ['spec', 'routing', 'hosts', ANY],
  ['spec', 'source', 'helm', 'parameters', ANY],
  ['spec', 'cleanup', 'job', 'env', ANY],
];

const ALLOWED = PLACES.map(place =>
  place.slice(1).join('.').replaceAll('.*', '[]'),
).join(', ');

/** Objects to placeholders that are misspelt or stand where none may, and to keys that are no names. */
export function placeholderObjections(
  value: unknown,
  path: Path = [],
): Objection[] {
  if (path.length > MAXIMUM_DEPTH) {
    return [{ path, message: 'nested too deeply' }];
  }
  if (typeof value === 'string') {
    return stringObjections(value, path);
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      placeholderObjections(item, [...path, index]),
    );
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, item]) => [
    ...keyObjections(key, [...path, key]),
    ...placeholderObjections(item, [...path, key]),
  ]);
}

function stringObjections(text: string, path: Path): Objection[] {
  if (!hasPlaceholder(text)) {
    return [];
  }
  if (!PLACES.some(place => fits(place, path))) {
    return [
      {
        path,
        message: `placeholders are not allowed here, only in ${ALLOWED}`,
      },
    ];
  }
  return placeholderMistakes(text).map(message => ({ path, message }));
}

function keyObjections(key: string, path: Path): Objection[] {
  if (key === '__proto__') {
    return [{ path, message: 'unknown field', atKey: true }];
  }
  // What YAML makes of a placeholder without quotes: a map in a map.
  if (/^\{ .* \}$/.test(key)) {
    return [
      {
        path: path.slice(0, -1),
        message: `placeholders need quotes: '{${key}}'`,
      },
    ];
  }
  return hasPlaceholder(key)
    ? [
        {
          path,
          message: "placeholders are not allowed in a field's name",
          atKey: true,
        },
      ]
    : [];
}

function fits(place: Path, path: Path): boolean {
  return (
    place.length === path.length &&
    place.every((segment, index) => segment === ANY || segment === path[index])
  );
}
