import { IncomingHttpHeaders } from 'node:http';

/** The response header by which a service says what arrived (docs/propagation.md). */
export const echoHeader = 'x-preview-path';

/** The routing key that a request carries: the member of its baggage, else the plain twin. */
export function keyOf(headers: IncomingHttpHeaders): string | undefined {
  const [, member] =
    /(?:^|,)\s*preview\s*=\s*([^,;\s]+)/.exec(String(headers.baggage ?? '')) ??
    [];
  const [plain] = [headers['x-preview']].flat();
  return member ?? plain;
}

/** What a service answers: its own key, and what those it called answered, with its name in front. */
export function echoOf(
  service: string,
  headers: IncomingHttpHeaders,
  answered: string | undefined,
): string {
  return [
    `${service}=${keyOf(headers) ?? '-'}`,
    ...(answered
      ? answered.split(',').map(member => `${service}>${member.trim()}`)
      : []),
  ].join(', ');
}
