import { DefinitionDocument } from './document';
import { Finding, Objection, Path, formatPath } from './findings';
import { placeholderObjections } from './placement';
import { ruleObjections } from './rules';
import {
  DEFINITION_API_VERSION,
  DEFINITION_KIND,
  PreviewDefinition,
} from './schema';
import { checkShape } from './shape';
import { unsupportedObjections } from './supported';

/**
 * The size that a definition may have, in bytes of UTF-8.
 *
 * @public
 */
export const DEFINITION_MAXIMUM_BYTES = 64 * 1024;

/**
 * Either a definition, with warnings perhaps, or at least one error.
 *
 * @public
 */
export type ParsedDefinition =
  | { definition: PreviewDefinition; findings: Finding[] }
  | { definition?: undefined; findings: Finding[] };

/**
 * Reads a definition and fills its defaults in. Never throws for what a file may contain: everything wrong with it comes
 * back as findings, in the order of the file.
 *
 * @public
 */
export function parsePreviewDefinition(
  text: string,
  options: { maximumBytes?: number } = {},
): ParsedDefinition {
  const maximum = options.maximumBytes ?? DEFINITION_MAXIMUM_BYTES;
  if (new TextEncoder().encode(text).length > maximum) {
    return {
      findings: [
        {
          severity: 'error',
          message: `the file is larger than ${maximum} bytes`,
        },
      ],
    };
  }
  const foreign = scaffolderExpressions(text);
  const document = DefinitionDocument.read(text);
  if (Array.isArray(document)) {
    return { findings: merge(foreign, document) };
  }
  const { definition, objections } = check(document.value);
  const findings = merge(
    foreign,
    objections.map(objection => toFinding(objection, document)),
  );
  return definition && findings.every(({ severity }) => severity === 'warning')
    ? { definition, findings }
    : { findings };
}

function check(value: unknown): {
  definition?: PreviewDefinition;
  objections: Objection[];
} {
  const otherKind = kindObjections(value);
  if (otherKind.length > 0) {
    return { objections: otherKind };
  }
  const first = [
    ...unsupportedObjections(value),
    ...placeholderObjections(value),
  ];
  const shape = checkShape(value);
  if ('objections' in shape) {
    // A field that was objected to by name needs no second objection to its type, nor does what holds it.
    const further = shape.objections.filter(
      ({ path }) => !first.some(earlier => isWithin(earlier.path, path)),
    );
    return { objections: [...first, ...further] };
  }
  return first.length > 0
    ? { objections: first }
    : {
        definition: shape.definition,
        objections: ruleObjections(shape.definition),
      };
}

/** Somebody else's file: its fields are not worth a word. */
function kindObjections(value: unknown): Objection[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [
      { path: [], message: `must be a map with the kind ${DEFINITION_KIND}` },
    ];
  }
  const wanted = { apiVersion: DEFINITION_API_VERSION, kind: DEFINITION_KIND };
  return Object.entries(wanted).flatMap(([field, expected]) => {
    const found = (value as Record<string, unknown>)[field];
    return found === expected
      ? []
      : [
          {
            path: [field],
            message: `${
              found === undefined ? 'is required and ' : ''
            }must be ${expected}`,
          },
        ];
  });
}

/** The scaffolder's `fetch:template` fills these in, mostly with nothing, so that none can be meant. */
function scaffolderExpressions(text: string): Finding[] {
  return text.split('\n').flatMap((line, index) => {
    const column = line.indexOf('${{');
    return column < 0
      ? []
      : [
          {
            severity: 'error' as const,
            message:
              "'${{' is the scaffolder's own syntax, which empties it; placeholders have no dollar sign: '{{ preview.id }}'",
            line: index + 1,
            column: column + 1,
          },
        ];
  });
}

function toFinding(
  objection: Objection,
  document: DefinitionDocument,
): Finding {
  const { path, message, severity = 'error', atKey } = objection;
  const field = formatPath(path);
  return {
    severity,
    message,
    ...(field === '' ? {} : { field }),
    ...(atKey ? document.locateKey(path) : document.locateValue(path)),
  };
}

/** By place in the file; a line that holds a foreign expression has nothing else worth saying. */
function merge(foreign: Finding[], others: Finding[]): Finding[] {
  const lines = new Set(foreign.map(({ line }) => line));
  return [...foreign, ...others.filter(({ line }) => !lines.has(line))].sort(
    (one, other) =>
      (one.line ?? 0) - (other.line ?? 0) ||
      (one.column ?? 0) - (other.column ?? 0),
  );
}

function isWithin(path: Path, ancestor: Path): boolean {
  return ancestor.every((segment, index) => segment === path[index]);
}
