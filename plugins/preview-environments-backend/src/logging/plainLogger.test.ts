import { WinstonLogger } from '@backstage/backend-defaults/rootLogger';
import { LoggerService } from '@backstage/backend-plugin-api';
import fc from 'fast-check';
import { plainLogger } from './plainLogger';

const levels = ['error', 'warn', 'info', 'debug'] as const;
const format = WinstonLogger.colorFormat();

/** What Backstage's logger writes to a terminal. */
function written(use: (logger: LoggerService) => void): string {
  const lines: string[] = [];
  const log =
    (level: string) =>
    (message: string, meta?: Error | Record<string, unknown>) => {
      if (meta instanceof Error)
        throw new Error('winston would put its message into the line');
      const info = { [Symbol.for('level')]: level, level, message, ...meta };
      const done = format.transform(info) as Record<symbol, unknown>;
      lines.push(String(done[Symbol.for('message')]));
    };
  const terminal: LoggerService = {
    error: log('error'),
    warn: log('warn'),
    info: log('info'),
    debug: log('debug'),
    child: () => terminal,
  };
  use(plainLogger(terminal));
  return lines.join('\n');
}

/** Everything that ends a line or that terminals obey or hide; the colours of the logger itself are among them. */
function controls(text: string): string[] {
  return text.match(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu) ?? [];
}

const hostile = fc.oneof(
  fc.constantFrom(
    '\r\n2026-11-22T05:00:00.000Z preview-environments info forged',
    '\u001b[2J\u001b]0;title\u0007',
    '\u009b31m',
    '\u2028forged',
    '\u202egnp.exe',
    '\ud800',
    '\u{e0041}',
  ),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
);

/** Where branches, titles, authors and labels come into lines: our own words, errors of others, and fields. */
const ways: Record<
  string,
  (text: string, logger: LoggerService, level: (typeof levels)[number]) => void
> = {
  message: (text, logger, level) => logger[level](`Preview web-pr-42: ${text}`),
  error: (text, logger, level) =>
    logger[level](
      'Preview web-pr-42',
      Object.assign(new Error(text), {
        stack: `Error: ${text.replaceAll('\n', ' ')}`,
      }),
    ),
  field: (text, logger, level) =>
    logger[level]('Preview web-pr-42', { label: text }),
};

it.each(Object.keys(ways))(
  'forges neither lines nor escapes with any text in a %s',
  name => {
    const way = ways[name];
    fc.assert(
      fc.property(hostile, fc.constantFrom(...levels), (text, level) => {
        const line = written(logger => way(text, logger, level));
        const honest = written(logger => way('x', logger, level));
        expect(controls(line)).toEqual(controls(honest));
      }),
    );
  },
);

it('leaves what people write as it is, and says what it has escaped', () => {
  const line = written(logger =>
    logger.info('Zoë’s “näcßte” ветка\n\u001b[2J'),
  );
  expect(line).toContain('Zoë’s “näcßte” ветка\\u000a\\u001b[2J');
});

it('says what an error says, once, with its trace', () => {
  const line = written(logger =>
    plainLogger(logger).error('The look failed', new Error('no route')),
  );
  expect(line).toContain('The look failed no route');
  expect(line).toMatch(/stack.*plainLogger\.test/);
});

it('says as much of a child', () => {
  const line = written(logger => logger.child({ a: '\n' }).warn('\u0007'));
  expect(line).toContain('\\u0007');
});
