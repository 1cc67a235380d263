const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
const decimal = ['m', '', 'k', 'M', 'G', 'T', 'P'];

function shorten(
  digits: bigint,
  suffixes: string[],
  index: number,
  factor: bigint,
): string {
  let value = digits;
  let at = index;
  while (value !== 0n && value % factor === 0n && at < suffixes.length - 1) {
    value /= factor;
    at++;
  }
  return `${value}${suffixes[at]}`;
}

/** A quantity as the API server writes it back: `1000m` becomes `1`, `1024Mi` becomes `1Gi`. What it can't read stays. */
export function canonicalQuantity(value: unknown): unknown {
  const text = String(value).trim();
  const [, whole, fraction = '', suffix] =
    /^([+-]?\d+)(?:\.(\d+))?([A-Za-z]*)$/.exec(text) ?? [];
  if (whole === undefined) return value;
  if (binary.indexOf(suffix) > 0) {
    const index = binary.indexOf(suffix);
    return fraction ? text : shorten(BigInt(whole), binary, index, 1024n);
  }
  const index = decimal.indexOf(suffix);
  if (index < 0) return value;
  if (!fraction) return shorten(BigInt(whole), decimal, index, 1000n);
  if (fraction.length > 3 || index === 0) return text;
  return shorten(
    BigInt(whole + fraction.padEnd(3, '0')),
    decimal,
    index - 1,
    1000n,
  );
}

/** The same for all values of a resource list. */
export function canonicalQuantities(
  list: Record<string, unknown> | undefined,
): void {
  for (const [name, value] of Object.entries(list ?? {}))
    list![name] = canonicalQuantity(value);
}
