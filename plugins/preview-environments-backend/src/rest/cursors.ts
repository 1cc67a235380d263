import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { PreviewPosition } from './Previews';

const previewCursor = z.strictObject({
  createdAt: z.iso.datetime(),
  id: z.string().min(1).max(53),
});

const historyCursor = z.strictObject({ before: z.int().positive() });

export function toPreviewCursor({ createdAt, id }: PreviewPosition): string {
  return encode({ createdAt: createdAt.toISOString(), id });
}

/** Throws an InputError for anything that `toPreviewCursor` did not make. */
export function parsePreviewCursor(cursor: string): PreviewPosition {
  const { createdAt, id } = decode(cursor, previewCursor);
  return { createdAt: new Date(createdAt), id };
}

export function toHistoryCursor(before: number): string {
  return encode({ before });
}

/** Throws an InputError for anything that `toHistoryCursor` did not make. */
export function parseHistoryCursor(cursor: string): number {
  return decode(cursor, historyCursor).before;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode<T>(cursor: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(cursor));
  if (!parsed.success) {
    throw new InputError(
      'The parameter cursor is not one that this list gave out. Leave it out to start at the beginning.',
    );
  }
  return parsed.data;
}

/** Undefined for what is no JSON, which no schema accepts. */
function parseJson(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
