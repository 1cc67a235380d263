import { z } from 'zod';

import { Objection, Path, formatPath } from './findings';
import { UnknownField, explainUnknownField } from './knownFields';
import { PreviewDefinition, previewDefinitionSchema } from './schema';

const NAMES: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

/** The definition with its defaults, or what is wrong with its fields one by one. */
export function checkShape(
  value: unknown,
): { definition: PreviewDefinition } | { objections: Objection[] } {
  const result = previewDefinitionSchema.safeParse(value);
  if (result.success) {
    return { definition: result.data };
  }
  const issues = result.error.issues.flatMap(meantIssues);
  const unknown = issues.flatMap(unknownFields);
  // One mistake, one message: a field that was misspelt is not reported as missing too.
  const misspelt = new Set(
    unknown.flatMap(({ meant }) => (meant ? [formatPath(meant)] : [])),
  );
  const others = issues
    .filter(issue => issue.code !== 'unrecognized_keys')
    .filter(
      ({ path }) =>
        valueAt(value, path) !== undefined || !misspelt.has(formatPath(path)),
    )
    .map(issue => ({
      path: issue.path,
      message: messageOf(issue, valueAt(value, issue.path)),
      atKey: issue.code === 'invalid_key',
    }));
  return { objections: [...unknown, ...others] };
}

/** Of a field that may be one thing or another: what is wrong with the one that its author meant, which is the one that fits furthest. */
function meantIssues(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const options = issue.errors.filter(errors =>
    errors.some(({ path }) => path.length > 0),
  );
  const meant = options[0] ?? issue.errors.at(-1) ?? [];
  return meant.flatMap(one =>
    meantIssues({ ...one, path: [...issue.path, ...one.path] }),
  );
}

function unknownFields(
  issue: z.core.$ZodIssue,
): (Objection & Pick<UnknownField, 'meant'>)[] {
  return issue.code === 'unrecognized_keys'
    ? issue.keys.map(key => {
        const path = [...issue.path, key];
        return { path, atKey: true, ...explainUnknownField(path) };
      })
    : [];
}

function messageOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'custom') {
    return issue.message;
  }
  if (value === undefined) {
    return 'is required';
  }
  if (issue.code === 'invalid_type') {
    return typeMessage(issue.expected, value);
  }
  if (issue.code === 'invalid_value') {
    return `must be ${issue.values.map(String).join(' or ')}`;
  }
  if (issue.code === 'invalid_key') {
    return issue.issues[0]?.message ?? issue.message;
  }
  return issue.message;
}

function typeMessage(expected: string, value: unknown): string {
  const wanted = `must be ${NAMES[expected] ?? expected}`;
  if (value === null) {
    return `${wanted}, but is empty`;
  }
  const isPlain = typeof value === 'number' || typeof value === 'boolean';
  if (expected === 'string' && isPlain) {
    return `${wanted}: put it in quotes`;
  }
  return `${wanted}, but is ${nameOf(value)}`;
}

function nameOf(value: unknown): string {
  return Array.isArray(value)
    ? NAMES.array
    : NAMES[typeof value] ?? 'something else';
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, segment) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[segment]
        : undefined,
    root,
  );
}
