/** Whoever sets a status chooses its address. */
export function webAddress(
  address: string | null | undefined,
): string | undefined {
  return address && address.length <= 300 && /^https?:\/\//.test(address)
    ? address
    : undefined;
}
