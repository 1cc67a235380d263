import { nearest } from '@previewenv/plugin-preview-environments-common';
import { z } from 'zod';

/** An object that knows its keys: any other is an error that names the nearest. */
export function section<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: issue => {
      if (issue.code !== 'unrecognized_keys')
        return missingOr(issue, 'has to be a group of keys');
      return issue.keys.map(key => unknownKey(key, known)).join('; ');
    },
  });
}

function unknownKey(key: string, known: string[]): string {
  const meant = nearest(key, known);
  return meant
    ? `${key} is no known key; did you mean ${meant}?`
    : `${key} is no known key; there are ${known.join(', ')}`;
}

/** The message for a value of the wrong type, or for none. */
export function missingOr(
  issue: { code?: string; input?: unknown },
  cure: string,
): string {
  return issue.input === undefined ? `is missing; it ${cure}` : cure;
}
