import fc from 'fast-check';
import { OpenPreview } from '../store/types';
import { compareListing, ListedPullRequest } from './compareListing';

const one = '1'.repeat(40);
const two = '2'.repeat(40);
const earlier = '2026-01-01T00:00:00Z';
const later = '2026-01-01T00:00:01Z';

function listed(
  updatedAt = earlier,
  sha = one,
  changes: Partial<ListedPullRequest> = {},
): ListedPullRequest {
  return {
    number: 42,
    updatedAt,
    title: 'A change',
    author: { login: 'mona', bot: false },
    draft: false,
    labels: ['preview', 'urgent'],
    head: { sha, ref: 'x', repositoryId: '7' },
    base: { ref: 'main' },
    ...changes,
  };
}

function known(changes: Partial<OpenPreview> = {}): OpenPreview {
  return {
    id: 'web-pr-42',
    number: 42,
    pullRequest: listed(),
    closed: false,
    unreadable: false,
    pending: false,
    ...changes,
  };
}

describe('comparing a listing with the previews that are known', () => {
  it.each`
    scenario                                         | listing                                                                                                                  | previews                                                                                                                               | cause
    ${'nothing anywhere'}                            | ${[]}                                                                                                                    | ${[]}                                                                                                                                  | ${undefined}
    ${'one as it is known'}                          | ${[listed()]}                                                                                                            | ${[known()]}                                                                                                                           | ${undefined}
    ${'our own comment'}                             | ${[listed(later)]}                                                                                                       | ${[known()]}                                                                                                                           | ${undefined}
    ${'labels in another order'}                     | ${[listed(later, one, { labels: ['urgent', 'preview'] })]}                                                               | ${[known()]}                                                                                                                           | ${undefined}
    ${'a fork that is gone, as it was written down'} | ${[listed(later, one, { head: { ...listed().head, repositoryId: undefined } })]}                                         | ${[known({ pullRequest: JSON.parse(JSON.stringify(listed(earlier, one, { head: { ...listed().head, repositoryId: undefined } }))) })]} | ${undefined}
    ${'one that is not known'}                       | ${[listed()]}                                                                                                            | ${[]}                                                                                                                                  | ${'listing: open'}
    ${'a new commit'}                                | ${[listed(later, two)]}                                                                                                  | ${[known()]}                                                                                                                           | ${'listing: new commit'}
    ${'another title'}                               | ${[listed(later, one, { title: 'B' })]}                                                                                  | ${[known()]}                                                                                                                           | ${'listing: changed'}
    ${'another author'}                              | ${[listed(later, one, { author: { login: 'hubot', bot: true } })]}                                                       | ${[known()]}                                                                                                                           | ${'listing: changed'}
    ${'a draft'}                                     | ${[listed(later, one, { draft: true })]}                                                                                 | ${[known()]}                                                                                                                           | ${'listing: changed'}
    ${'a label less'}                                | ${[listed(later, one, { labels: ['urgent'] })]}                                                                          | ${[known()]}                                                                                                                           | ${'listing: changed'}
    ${'another branch'}                              | ${[listed(later, one, { head: { ...listed().head, ref: 'y' } })]}                                                        | ${[known()]}                                                                                                                           | ${'listing: changed'}
    ${'another dependency'}                          | ${[listed(later, one, { dependsOn: [{ repository: { host: 'github.com', owner: 'acme', name: 'cart' }, number: 1 }] })]} | ${[known()]}                                                                                                                           | ${'listing: changed'}
    ${'another base'}                                | ${[listed(later, one, { base: { ref: 'release' } })]}                                                                    | ${[known()]}                                                                                                                           | ${'listing: changed'}
    ${'one that is absent'}                          | ${[]}                                                                                                                    | ${[known()]}                                                                                                                           | ${'listing: no longer open'}
    ${'one that is absent and closed'}               | ${[]}                                                                                                                    | ${[known({ closed: true })]}                                                                                                           | ${undefined}
    ${'one that cannot be read'}                     | ${[]}                                                                                                                    | ${[known({ unreadable: true })]}                                                                                                       | ${undefined}
    ${'one that was reopened'}                       | ${[listed(later)]}                                                                                                       | ${[known({ closed: true })]}                                                                                                           | ${'listing: reopened'}
    ${'a list older than the closing'}               | ${[listed(earlier)]}                                                                                                     | ${[known({ closed: true, pullRequest: listed(later) })]}                                                                               | ${undefined}
  `('$scenario: $cause', ({ listing, previews, cause }) => {
    const differences = compareListing(listing, previews, undefined);
    expect(differences.map(difference => difference.cause)).toEqual(
      cause ? [cause] : [],
    );
  });

  it('looks at all that are open when the definitions changed, and never twice at one', () => {
    const differences = compareListing(
      [listed(), { ...listed(), number: 43 }],
      [known()],
      'listing: definition changed',
    );
    expect(differences.map(({ number, cause }) => [number, cause])).toEqual([
      [42, 'listing: definition changed'],
      [43, 'listing: open'],
    ]);
  });

  it('names every pull request at most once, and only ones that it was given', () => {
    const anyCause = fc.constantFrom(undefined, 'listing: definition changed');
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(numbers, numbers, anyCause, (open, previews, forAll) => {
        const found = compareListing(
          open.map(number => ({ ...listed(later, two), number })),
          previews.map(number => known({ number })),
          forAll,
        ).map(({ number }) => number);
        expect(new Set(found).size).toBe(found.length);
        expect(new Set(found)).toEqual(new Set([...open, ...previews]));
      }),
    );
  });
});
