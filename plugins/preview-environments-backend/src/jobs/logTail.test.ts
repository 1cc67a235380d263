import * as fc from 'fast-check';
import { logTail } from './logTail';

it.each`
  scenario                      | log                           | expected
  ${'nothing'}                  | ${''}                         | ${''}
  ${'lines'}                    | ${'one\ntwo\n'}               | ${'one\ntwo'}
  ${'tabs'}                     | ${'a\tb'}                     | ${'a\tb'}
  ${'lines of another system'}  | ${'one\r\ntwo\r'}             | ${'one\ntwo'}
  ${'colours'}                  | ${'\u001b[1;31mred\u001b[0m'} | ${'red'}
  ${'the title of a window'}    | ${'\u001b]0;owned\u0007text'} | ${'text'}
  ${'a cursor that is moved'}   | ${'a\u001b[2Kb\u0008c'}       | ${'abc'}
  ${'text from right to left'}  | ${'a\u202eb\u2066c'}          | ${'abc'}
  ${'control characters of C1'} | ${'a\u009b31mb'}              | ${'a31mb'}
  ${'an unfinished sequence'}   | ${'text\u001b['}              | ${'text['}
`('keeps what can be read of $scenario', ({ log, expected }) => {
  expect(logTail(log)).toBe(expected);
});

it('keeps the end of a long log, from the beginning of a line', () => {
  const lines = Array.from({ length: 1_000 }, (_, index) => `line ${index}`);
  const tail = logTail(lines.join('\n')).split('\n');
  expect(tail.at(-1)).toBe('line 999');
  expect(tail.length).toBeGreaterThan(300);
  expect(lines).toContain(tail[0]);
});

it('keeps the end of a line that is too long by itself', () => {
  const tail = logTail('é'.repeat(10_000));
  expect(tail).toBe('é'.repeat(2_048));
});

it('never keeps more than 4 KB, nor anything that is not text', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 4_000 }),
    fc.constantFrom('\u001b', '\u001b[', '\n', '\r', '\u202e', '\u0000'),
  );
  fc.assert(
    fc.property(fc.array(piece), pieces => {
      const tail = logTail(pieces.join(''));
      expect(Buffer.byteLength(tail)).toBeLessThanOrEqual(4_096);
      expect(tail).toMatch(
        /^(?:[\n\t]|[^\p{Cc}\u202a-\u202e\u2066-\u2069])*$/u,
      );
    }),
  );
});
