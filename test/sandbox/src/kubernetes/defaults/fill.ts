import { copy } from '../../copy';
/** A part of an object that may still lack fields. */
export type Draft = Record<string, unknown>;

/** Sets what is missing. */
export function fill(target: Draft, defaults: Draft): void {
  for (const [field, value] of Object.entries(defaults))
    target[field] ??= copy(value);
}

export const partOf = (value: unknown): Draft | undefined =>
  typeof value === 'object' && value !== null ? (value as Draft) : undefined;

export const listOf = (value: unknown): Draft[] =>
  Array.isArray(value) ? (value as Draft[]) : [];
