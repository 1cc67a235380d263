import { LoggerService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';

/**
 * A logger whose lines stay lines, whatever somebody has called a branch, a label or themselves: Backstage's own writes a message to a
 * terminal as it is, with every end of a line and every escape sequence in it.
 */
export function plainLogger(logger: LoggerService): LoggerService {
  const log =
    (level: 'error' | 'warn' | 'info' | 'debug') =>
    (message: string, meta?: Error | JsonObject) =>
      meta instanceof Error
        ? logger[level](
            escapedLine(`${message} ${meta.message}`),
            fieldsOf(meta),
          )
        : logger[level](escapedLine(message), meta && escapedFields(meta));
  return {
    error: log('error'),
    warn: log('warn'),
    info: log('info'),
    debug: log('debug'),
    child: meta => plainLogger(logger.child(escapedFields(meta))),
  };
}

/** Any text as part of one line that nobody reads as another one: what is not seen as itself is written as in JSON. */
function escapedLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, character =>
    character
      .split('')
      .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** Whoever writes a message of an error behind ours takes it from the field of that name; it is in the line already. */
function fieldsOf({ name, stack }: Error): JsonObject {
  return escapedFields({ name, ...(stack !== undefined && { stack }) });
}

/** Fields are written as JSON, which leaves a good part of what terminals obey. */
function escapedFields(fields: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      escapedLine(key),
      typeof value === 'string' ? escapedText(value) : value,
    ]),
  );
}

/** Traces have several lines, and JSON keeps them in one. */
function escapedText(text: string): string {
  return text.split('\n').map(escapedLine).join('\n');
}
