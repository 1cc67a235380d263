import fc from 'fast-check';
import { parseDependsOn } from './dependsOn';

const repository = { host: 'github.com', owner: 'acme', name: 'web' };
const named = (description: string) =>
  parseDependsOn(description, repository).map(
    ({ repository: { owner, name }, number }) => `${owner}/${name}#${number}`,
  );
const many = Array.from({ length: 14 }, (_, index) => `acme/cart#${index + 1}`);

describe('what a description says it depends on', () => {
  it.each`
    scenario                                       | description                                                        | expected
    ${'one line'}                                  | ${'Changes the cart.\n\nDepends-On: acme/cart#12'}                 | ${['acme/cart#12']}
    ${'any case, as an item of a list'}            | ${'- depends-on: acme/cart#12'}                                    | ${['acme/cart#12']}
    ${'several in one line'}                       | ${'Depends-On: acme/cart#12, acme/pay#3 acme/mail#4'}              | ${['acme/cart#12', 'acme/pay#3', 'acme/mail#4']}
    ${'several lines, with the line ends of HTTP'} | ${'Depends-On: acme/cart#12\r\nDepends-On: acme/pay#3'}            | ${['acme/cart#12', 'acme/pay#3']}
    ${'one of the same repository'}                | ${'Depends-On: #7'}                                                | ${['acme/web#7']}
    ${'the address of the page'}                   | ${'Depends-On: https://github.com/acme/cart/pull/12'}              | ${['acme/cart#12']}
    ${'a merge request of a subgroup'}             | ${'Depends-On: acme/shop/cart!12'}                                 | ${['acme/shop/cart#12']}
    ${"a merge request's page"}                    | ${'Depends-On: https://github.com/acme/cart/-/merge_requests/12/'} | ${['acme/cart#12']}
    ${'the same twice, in another case'}           | ${'Depends-On: acme/cart#12 Acme/Cart#12'}                         | ${['acme/cart#12']}
    ${'more than count'}                           | ${`Depends-On: ${many.join(' ')}`}                                 | ${many.slice(0, 10)}
    ${'nothing of it'}                             | ${'It depends on acme/cart#12'}                                    | ${[]}
    ${'within a sentence'}                         | ${'This says Depends-On: acme/cart#12'}                            | ${[]}
    ${'another host'}                              | ${'Depends-On: https://example.com/acme/cart/pull/12'}             | ${[]}
    ${'another host that begins like it'}          | ${'Depends-On: https://github.com.evil.io/acme/cart/pull/12'}      | ${[]}
    ${'an issue'}                                  | ${'Depends-On: https://github.com/acme/cart/issues/12'}            | ${[]}
    ${'a way out of the path'}                     | ${'Depends-On: ../cart#12 acme/..#12 acme/a%2fb#1'}                | ${[]}
    ${'no number'}                                 | ${'Depends-On: acme/cart#0 acme/cart#x acme/cart#99999999999'}     | ${[]}
    ${'code between fences'}                       | ${'```\nDepends-On: acme/cart#12\n```\nDepends-On: acme/pay#3'}    | ${['acme/pay#3']}
    ${'fences within longer fences'}               | ${'~~~~\n~~~\nDepends-On: acme/cart#12\n~~~~'}                     | ${[]}
    ${'a fence that is never closed'}              | ${'```yaml\nDepends-On: acme/cart#12'}                             | ${[]}
    ${'indented code'}                             | ${'    Depends-On: acme/cart#12'}                                  | ${[]}
    ${'inline code'}                               | ${'`Depends-On: acme/cart#12`'}                                    | ${[]}
    ${'a comment of the template'}                 | ${'<!-- for instance\nDepends-On: acme/cart#12\n-->'}              | ${[]}
    ${'what follows a comment'}                    | ${'<!-- links -->Depends-On: acme/cart#12<!-- end'}                | ${['acme/cart#12']}
    ${'a quotation'}                               | ${'> Depends-On: acme/cart#12'}                                    | ${[]}
  `('$scenario', ({ description, expected }) => {
    expect(named(description)).toEqual(expected);
  });

  it('names at most ten that can be asked for, whatever the text', () => {
    const anyPiece = fc.oneof(
      fc.constantFrom('Depends-On:', '\n', '```', '<!--', '-->', ' ', '#', '/'),
      fc.constantFrom('acme/cart#12', 'https://github.com/a/b/pull/3'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(anyPiece, { maxLength: 60 }), pieces => {
        const found = parseDependsOn(pieces.join(''), repository);
        expect(found.length).toBeLessThanOrEqual(10);
        for (const { repository: ref, number } of found) {
          expect(`${ref.owner}/${ref.name}`).toMatch(/^[\w.-]+(\/[\w.-]+)+$/);
          expect(number).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('reads the longest text that a host takes in no time', () => {
    const started = performance.now();
    for (const text of ['<!--', '-->', '```\n', 'Depends-On: a/', '/'])
      named(text.repeat(65_536 / text.length));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
