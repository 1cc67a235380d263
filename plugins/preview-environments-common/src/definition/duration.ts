import { InputError } from '@backstage/errors';

const SHORT = /^(?=\d)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
const ISO =
  /^P(?=\d|T\d)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Both spellings in one pattern, for the JSON Schema. */
export const DURATION_PATTERN = new RegExp(`${SHORT.source}|${ISO.source}`);

/** What a duration looks like, for messages. */
export const DURATION_HINT =
  'must be a duration such as 30m, 72h, 14d, 1h30m or PT30M';

const SECOND = 1000;
const MILLISECONDS = [86_400, 3_600, 60, 1].map(seconds => seconds * SECOND);

/**
 * The milliseconds of a definition's duration: days, hours, minutes and seconds, either as in `1h30m` or as in ISO 8601
 * (`PT1H30M`). Months and years are no durations, since their length depends on the calendar.
 *
 * Throws an InputError for anything else.
 *
 * @public
 */
export function parseDuration(text: string): number {
  const match = SHORT.exec(text) ?? ISO.exec(text);
  if (!match) {
    throw new InputError(`'${text}' ${DURATION_HINT}`);
  }
  return MILLISECONDS.reduce(
    (total, unit, index) => total + Number(match[index + 1] ?? 0) * unit,
    0,
  );
}
