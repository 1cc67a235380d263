const factors: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const quantity =
  /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E))?$/;

/** The value of a Kubernetes quantity (`1500m`, `1.5Gi`, `1e3`), undefined when it is none. */
export function parseQuantity(text: string): number | undefined {
  const match = quantity.exec(text);
  if (!match) return undefined;
  const [, digits, exponent = '', suffix] = match;
  return Number(digits + exponent) * (suffix ? factors[suffix] : 1);
}

/** Whether both are quantities of the same value; the API server rewrites `1000m` to `1`. */
export function sameQuantity(
  one: string | number,
  other: string | number,
): boolean {
  const [a, b] = [parseQuantity(String(one)), parseQuantity(String(other))];
  if (a === undefined || b === undefined) return false;
  // Decimal fractions are not exact in binary: 0.1 is not 100 * 0.001.
  return Math.abs(a - b) <= Math.max(Math.abs(a), Math.abs(b)) * 1e-12;
}
