import fc from 'fast-check';
import { longestSlug, previewId, repositorySlug } from './identity';

const repositoryName = () => fc.stringMatching(/^[A-Za-z0-9._-]{1,100}$/);
const number = () => fc.integer({ min: 1, max: 2 ** 31 - 1 });
const idOf = (name: string, pull: number) =>
  previewId(repositorySlug(name), pull);

describe('repositorySlug (7.18)', () => {
  it.each`
    scenario                                   | name                                     | expected
    ${'a plain name'}                          | ${'web'}                                 | ${'web'}
    ${'hyphens and digits'}                    | ${'web-2-go'}                            | ${'web-2-go'}
    ${'a name with -pr- in it'}                | ${'web-pr-4'}                            | ${'web-pr-4'}
    ${'capitals, which code hosts do not see'} | ${'Web'}                                 | ${'web'}
    ${'a dot'}                                 | ${'web.js'}                              | ${'web-js-2942f7'}
    ${'an underscore'}                         | ${'web_js'}                              | ${'web-js-49d8a9'}
    ${'a digit in front'}                      | ${'2048'}                                | ${'repository-bfa0ec'}
    ${'a dot in front'}                        | ${'.github'}                             | ${'github-bdcc6a'}
    ${'nothing that a label may have'}         | ${'___'}                                 | ${'repository-bda251'}
    ${'as long as may be'}                     | ${'w'.repeat(39)}                        | ${'w'.repeat(39)}
    ${'one longer'}                            | ${'w'.repeat(40)}                        | ${`${'w'.repeat(32)}-3242d8`}
    ${'cut at a hyphen'}                       | ${`${'w'.repeat(31)}-${'x'.repeat(20)}`} | ${`${'w'.repeat(31)}-c7a94b`}
  `('$scenario: $name', ({ name, expected }) => {
    expect(repositorySlug(name)).toBe(expected);
  });

  it('leaves room for every number', () => {
    fc.assert(
      fc.property(repositoryName(), name => {
        expect(repositorySlug(name).length).toBeLessThanOrEqual(longestSlug);
      }),
    );
  });
});

describe('previewId (7.18)', () => {
  it('is the slug and the number', () => {
    expect(previewId('web', 42)).toBe('web-pr-42');
  });

  it.each([0, -1, 1.5, Number.NaN, 12_345_678_901])(
    'refuses %p as a number',
    pull => {
      expect(() => previewId('web', pull)).toThrow(RangeError);
    },
  );

  it('is always a DNS label of at most 53 characters that starts with a letter', () => {
    fc.assert(
      fc.property(repositoryName(), number(), (name, pull) => {
        const id = idOf(name, pull);
        expect(id).toMatch(/^[a-z]([-a-z0-9]*[a-z0-9])$/);
        expect(id.length).toBeLessThanOrEqual(53);
      }),
    );
  });

  it('is never shared by two pull requests of one owner', () => {
    // Names that are alike, which random ones hardly ever are.
    const alike = () =>
      fc.stringMatching(/^[aA][-._]?(pr)?[-._]?[0-9]?(x{40}[ab])?$/);
    fc.assert(
      fc.property(alike(), number(), alike(), number(), (one, n, other, m) => {
        fc.pre(one.toLowerCase() !== other.toLowerCase() || n !== m);
        expect(idOf(one, n)).not.toBe(idOf(other, m));
      }),
      { numRuns: 1000 },
    );
  });
});
