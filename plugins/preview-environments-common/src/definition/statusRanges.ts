import { InputError } from '@backstage/errors';

const STATUS = '[1-5]\\d\\d';
const RANGE = `${STATUS}(?:-${STATUS})?`;

/** HTTP status codes and ranges of them, separated by commas. */
export const STATUS_PATTERN = new RegExp(`^${RANGE}(?:, ?${RANGE})*$`);

/** What they look like, for messages. */
export const STATUS_HINT =
  "must be status codes such as '200-399' or '200,401'";

/**
 * Whether an HTTP status is one of those that a definition's `routing.probe.status` names, for instance `200-399`.
 *
 * Throws an InputError when `ranges` is no such text.
 *
 * @public
 */
export function statusMatches(ranges: string, status: number): boolean {
  if (!STATUS_PATTERN.test(ranges)) {
    throw new InputError(`'${ranges}' ${STATUS_HINT}`);
  }
  return ranges.split(',').some(range => {
    const [first, last = first] = range.trim().split('-').map(Number);
    return first <= status && status <= last;
  });
}
