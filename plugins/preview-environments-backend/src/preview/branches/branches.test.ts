import fc from 'fast-check';
import { previewId, repositorySlug, slugOf } from '../identity';
import { branchPreviewId, slugInBranchId } from './identity';
import { isBranchName } from './names';

const slug = fc.string({ minLength: 1, maxLength: 120 }).map(repositorySlug);
const branch = fc.string({ unit: 'binary', minLength: 1, maxLength: 255 });

describe('the id of a branch', () => {
  it.each`
    name                | id
    ${'new/basket'}     | ${/^web-br-new-basket-[a-p]{8}$/}
    ${'Fix: Ünï--cödé'} | ${/^web-br-fix-n-c-d-[a-p]{8}$/}
    ${'日本'}           | ${/^web-br-[a-p]{8}$/}
    ${'x'.repeat(200)}  | ${/^web-br-x{37}-[a-p]{8}$/}
  `('$name becomes a name that says which it is', ({ name, id }) => {
    expect(branchPreviewId('web', name)).toMatch(id);
  });

  it('is a DNS label of at most 53 characters for any repository and branch, from which its slug is read again', () => {
    fc.assert(
      fc.property(slug, branch, (own, name) => {
        const id = branchPreviewId(own, name);
        expect(id).toMatch(/^[a-z]([-a-z0-9]{0,51}[a-z0-9])?$/);
        expect(slugInBranchId(id, name)).toBe(own);
        expect(slugOf(id, 0, name)).toBe(own);
      }),
    );
  });

  it('is never that of a pull request, or of a branch that differs in case or a sign', () => {
    fc.assert(
      fc.property(
        slug,
        fc.integer({ min: 1, max: 2 ** 31 }),
        branch,
        (own, number, name) => {
          const id = branchPreviewId(own, name);
          expect(id).not.toBe(previewId(own, number));
          expect(slugOf(id, number)).toBeUndefined();
          expect(branchPreviewId(own, `${name}/`)).not.toBe(id);
        },
      ),
    );
    expect(branchPreviewId('web', 'Basket')).not.toBe(
      branchPreviewId('web', 'basket'),
    );
  });
});

it.each([
  'main',
  'new/basket',
  'fix-1.2',
  'dependabot/npm_and_yarn/a-1.0',
  'ünï',
  'a@b',
])('%s can be the name of a branch', name => {
  expect(isBranchName(name)).toBe(true);
});

it.each([
  ...[
    '',
    '@',
    '-x',
    '.x',
    '/x',
    'x/',
    'x.',
    'a..b',
    'a//b',
    'a/.b',
    'a.lock',
    'a.lock/b',
  ],
  ...[
    'a b',
    'a\tb',
    'a\nb',
    'a\u001b[2J',
    'a~1',
    'a^',
    'a:b',
    'a?',
    'a*',
    'a[0]',
    'a\\b',
    'a@{1}',
  ],
  ...['../../repos/acme/other', 'x'.repeat(256), 'a\ud800'],
])('%j can not be the name of a branch', name => {
  expect(isBranchName(name)).toBe(false);
});
