import { createHash } from 'node:crypto';
import { sameQuantity } from './quantity';
import { KubernetesObject } from './types';

/** Carries the hash of what was last asked for, so that a change of ours is known from a change of somebody else. */
export const appliedAnnotation = 'preview-environments.io/applied';

/** The kinds whose numbers the API server rewrites (`1000m` becomes `1`). */
const kindsWithQuantities = ['ResourceQuota', 'LimitRange'];

/**
 * The kinds whose lists are keyed: other managers may add elements, and writing ours again would not take theirs away.
 * In all others a list is ours as a whole, and an element more (an open NetworkPolicy) is a change to undo.
 */
const kindsWithKeyedLists = ['Service', 'ServiceAccount'];

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
  const { metadata, ...fields } = withAppliedHash(desired);
  const { finalizers = [], ...rest } = metadata;
  const comparison = comparisonFor(desired.kind);
  return (
    holds(live, fields, comparison) &&
    holds(live.metadata, rest, comparison) &&
    finalizers.every(one => live.metadata.finalizers?.includes(one))
  );
}

type Scalar = string | number;

interface Comparison {
  sameScalar(one: Scalar, other: Scalar): boolean;
  longerLists: boolean;
}

function comparisonFor(kind: string): Comparison {
  const quantities = kindsWithQuantities.includes(kind);
  return {
    sameScalar: (one, other) =>
      one === other || (quantities && sameQuantity(one, other)),
    longerLists: kindsWithKeyedLists.includes(kind),
  };
}

/** Whether every desired field is found in the live value. List elements are compared by place. */
function holds(
  live: unknown,
  desired: unknown,
  comparison: Comparison,
): boolean {
  if (isEmpty(desired) && live === undefined) return true;
  if (Array.isArray(desired)) {
    return (
      Array.isArray(live) &&
      (comparison.longerLists || live.length === desired.length) &&
      desired.every((one, place) => holds(live[place], one, comparison))
    );
  }
  if (isRecord(desired)) {
    return (
      isRecord(live) &&
      Object.entries(desired).every(([field, value]) =>
        holds(live[field], value, comparison),
      )
    );
  }
  if (isScalar(desired) && isScalar(live)) {
    return comparison.sameScalar(live, desired);
  }
  return live === desired;
}

/** The API server leaves out empty lists and maps of many fields. */
function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isRecord(value)) return Object.keys(value).length === 0;
  return value === undefined;
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
