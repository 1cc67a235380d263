type Fields = Record<string, unknown>;

/** What a JSON merge patch makes of a value (RFC 7396): a null takes a field away, lists are replaced. */
export function patched(live: unknown, patch: unknown): unknown {
  if (!isFields(patch)) return patch;
  const result: Fields = isFields(live) ? { ...live } : {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete result[field];
    else result[field] = patched(result[field], value);
  }
  return result;
}

/**
 * What a server-side apply makes of a value: what this manager applied before and no longer wants goes, what others have set
 * stays. Lists are replaced as a whole, which is true of atomic lists only.
 */
export function applied(
  live: unknown,
  before: unknown,
  desired: unknown,
): unknown {
  if (!isFields(desired)) return desired;
  const result: Fields = isFields(live) ? { ...live } : {};
  const earlier = isFields(before) ? before : {};
  for (const field of Object.keys(earlier)) {
    if (!(field in desired)) delete result[field];
  }
  for (const [field, value] of Object.entries(desired)) {
    if (value !== undefined)
      result[field] = applied(result[field], earlier[field], value);
  }
  return result;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
