/** Whether a host is covered by `*.example.com`, by itself, or by no restriction at all. */
export function covers(pattern: string | undefined, host: string): boolean {
  if (!pattern || pattern === host) return true;
  return (
    pattern.startsWith('*.') &&
    host.endsWith(pattern.slice(1)) &&
    host.length > pattern.length - 1
  );
}

/** Whether a listener's and a route's hostname have a host in common. */
export function intersects(
  listener: string | undefined,
  route: string,
): boolean {
  return covers(listener, route) || covers(route, listener!);
}

/** Exact before wildcard, longer wildcards before shorter ones. */
export function specificity(pattern: string): number {
  return pattern.startsWith('*.') ? pattern.length : 1_000 + pattern.length;
}
