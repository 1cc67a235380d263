import * as fc from 'fast-check';
import { cookieExpression, cookieOf } from './match';

const seal = 'aB3_-'.repeat(8);
const older = 'zY9_-'.repeat(8);

const matches = (cookie: string) =>
  new RegExp(cookieExpression([seal, older])).test(cookie);

it.each`
  scenario                     | cookie                                   | expected
  ${'alone'}                   | ${`preview-entry=${seal}`}               | ${true}
  ${'of an older key'}         | ${`preview-entry=${older}`}              | ${true}
  ${'first'}                   | ${`preview-entry=${seal}; a=b`}          | ${true}
  ${'last'}                    | ${`a=b; preview-entry=${seal}`}          | ${true}
  ${'between others'}          | ${`a=b; preview-entry=${seal}; c=d`}     | ${true}
  ${'without a blank'}         | ${`a=b;preview-entry=${seal};c=d`}       | ${true}
  ${'of another preview'}      | ${`preview-entry=${seal.toLowerCase()}`} | ${false}
  ${'with more behind it'}     | ${`preview-entry=${seal}x`}              | ${false}
  ${'cut'}                     | ${`preview-entry=${seal.slice(0, -1)}`}  | ${false}
  ${'under a longer name'}     | ${`my-preview-entry=${seal}`}            | ${false}
  ${'in the value of another'} | ${`a=preview-entry=${seal}`}             | ${false}
  ${'in quotes'}               | ${`preview-entry="${seal}"`}             | ${false}
  ${'without a value'}         | ${'preview-entry='}                      | ${false}
  ${'nowhere'}                 | ${'a=b'}                                 | ${false}
`('a seal $scenario: $expected', ({ cookie, expected }) => {
  expect(matches(cookie)).toBe(expected);
});

it('agrees with what a reader of cookies finds', () => {
  const name = fc.constantFrom('a', 'preview-entry', 'preview-entr', 'x');
  const value = fc.constantFrom('', 'b', seal, older, `${seal}x`, 'leave');
  fc.assert(
    fc.property(
      fc.array(fc.tuple(name, value), { maxLength: 5 }),
      fc.constantFrom('; ', ';'),
      (cookies, separator) => {
        const header = cookies.map(pair => pair.join('=')).join(separator);
        const expected = cookies.some(
          ([key, content]) =>
            key === 'preview-entry' && [seal, older].includes(content),
        );
        expect(matches(header)).toBe(expected);
      },
    ),
  );
});

it.each([
  [
    true,
    `preview-entry=${seal}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure`,
  ],
  [false, `preview-entry=${seal}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax`],
])('is set for the whole host (secure: %s)', (secure, expected) => {
  expect(cookieOf(seal, { seconds: 60, secure })).toBe(expected);
});
