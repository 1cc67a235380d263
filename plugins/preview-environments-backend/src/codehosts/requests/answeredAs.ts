/** What an answer cost. `pause`: it asked to be left alone. */
export function answeredAs(
  status: number,
  pause: number | undefined,
): 'charged' | 'unchanged' | 'limited' {
  if (pause !== undefined) return 'limited';
  return status === 304 ? 'unchanged' : 'charged';
}
