import fc from 'fast-check';
import { harmless } from './harmless';

const blank = '\u200b';

it.each`
  scenario                       | body                                          | expected
  ${'plain text'}                | ${'Answers with the head commit.'}            | ${'Answers with the head commit.'}
  ${'a path within a line'}      | ${'See deploy/preview.yaml.'}                 | ${'See deploy/preview.yaml.'}
  ${'a quick action'}            | ${'Failed:\n/merge'}                          | ${`Failed:\n${blank}/merge`}
  ${'one that is moved in'}      | ${'Failed:\n  /merge'}                        | ${`Failed:\n  ${blank}/merge`}
  ${'one of a list'}             | ${'- /close'}                                 | ${`- ${blank}/close`}
  ${'the name of a request'}     | ${'see &#33;12'}                              | ${`see &#33;${blank}12`}
  ${'the name of a label'}       | ${'&#126;bug and &#126;"a bug"'}              | ${`&#126;${blank}bug and &#126;${blank}"a bug"`}
  ${'a sign that names nothing'} | ${'Oh&#33; You &#38; me'}                     | ${'Oh&#33; You &#38; me'}
  ${'an address to be copied'}   | ${'[https://a.b/?x&#38;y](https://a.b/?x&y)'} | ${'[https://a.b/?x&#38;y](https://a.b/?x&y)'}
`('leaves of $scenario what it says', ({ body, expected }) => {
  expect(harmless(body)).toBe(expected);
  expect(harmless(body).replaceAll(blank, '')).toBe(body);
});

it('never begins a line with a slash, and is the same when it is done twice', () => {
  const parts = fc.constantFrom('/', ' ', '\n', '\r', '>', '- ', 'merge', 'a');
  fc.assert(
    fc.property(fc.array(parts), written => {
      const done = harmless(written.join(''));
      expect(done).not.toMatch(/^[\s>*+-]*\//m);
      expect(harmless(done)).toBe(done);
    }),
  );
});
