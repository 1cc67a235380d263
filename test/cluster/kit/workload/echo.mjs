// What arrived, in the response header that the propagation doctor reads (docs/propagation.md).

/** `web=web-pr-1, web>cart=-`: the own key, and what the service that was called answered. */
export function echoOf(service, headers, answered) {
  const [, member] =
    /(?:^|,)\s*preview\s*=\s*([^,;\s]+)/.exec(headers.baggage ?? '') ?? [];
  const key = member ?? headers['x-preview'] ?? '-';
  const behind = answered
    ? answered.split(',').map(one => `${service}>${one.trim()}`)
    : [];
  return [`${service}=${key}`, ...behind].join(', ');
}
