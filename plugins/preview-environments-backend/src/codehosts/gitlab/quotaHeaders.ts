/** The limit of the API as a whole. Single endpoints have limits of their own, which say nothing of the others. */
const wholeApi = /_api$/;

/** What an answer says of GitLab's limit, by the names that a budget knows. Servers that limit nothing say nothing. */
export function quotaHeaders(headers: Headers): Record<string, unknown> {
  const name = headers.get('ratelimit-name');
  if (name && !wholeApi.test(name)) return {};
  return Object.fromEntries(
    [
      ['x-ratelimit-limit', headers.get('ratelimit-limit')],
      ['x-ratelimit-remaining', headers.get('ratelimit-remaining')],
      ['x-ratelimit-reset', headers.get('ratelimit-reset')],
      ['date', headers.get('date')],
    ].filter(([, value]) => value),
  );
}
