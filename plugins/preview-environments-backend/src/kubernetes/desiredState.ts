import { createHash } from 'node:crypto';
import { sameQuantity } from './quantity';
import { KubernetesObject } from './types';

/** Carries the hash of what was last asked for, so that a change of ours is known from a change of somebody else. */
export const appliedAnnotation = 'preview-environments.io/applied';

/** The kinds whose numbers the API server rewrites (`1000m` becomes `1`). */
const kindsWithQuantities = ['ResourceQuota', 'LimitRange'];

/** The object with the hash of itself as annotation. */
export function withAppliedHash(desired: KubernetesObject): KubernetesObject {
  return {
    ...desired,
    metadata: {
      ...desired.metadata,
      annotations: {
        ...desired.metadata.annotations,
        [appliedAnnotation]: hashOf(desired),
      },
    },
  };
}

/**
 * Whether the live object needs no write: it was made from exactly this desire, and every field of it still holds.
 * Fields that the desire doesn't name (defaults, status, other managers' fields) don't count.
 */
export function isUpToDate(
  live: KubernetesObject,
  desired: KubernetesObject,
): boolean {
  const annotated = withAppliedHash(desired);
  const sameScalar = kindsWithQuantities.includes(desired.kind)
    ? (one: Scalar, other: Scalar) => one === other || sameQuantity(one, other)
    : (one: Scalar, other: Scalar) => one === other;
  return holds(live, annotated, sameScalar);
}

type Scalar = string | number;

/**
 * Whether every desired field is found in the live value. List elements are compared by place; the live list may be
 * longer, as other managers may add to lists that are keyed, and writing ours again would not remove theirs.
 */
function holds(
  live: unknown,
  desired: unknown,
  sameScalar: (one: Scalar, other: Scalar) => boolean,
): boolean {
  if (isEmpty(desired) && live === undefined) return true;
  if (Array.isArray(desired)) {
    if (!Array.isArray(live)) return false;
    if (desired.every(isText)) return desired.every(one => live.includes(one));
    return desired.every((one, place) => holds(live[place], one, sameScalar));
  }
  if (isRecord(desired)) {
    return (
      isRecord(live) &&
      Object.entries(desired).every(([field, value]) =>
        holds(live[field], value, sameScalar),
      )
    );
  }
  if (isScalar(desired) && isScalar(live)) return sameScalar(live, desired);
  return live === desired;
}

/** The API server leaves out empty lists and maps of many fields. */
function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isRecord(value)) return Object.keys(value).length === 0;
  return value === undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same for equal objects, whatever the order of their fields. */
function hashOf(object: KubernetesObject): string {
  const text = JSON.stringify(object, (_, value) =>
    isRecord(value)
      ? Object.fromEntries(
          Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : value,
  );
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
