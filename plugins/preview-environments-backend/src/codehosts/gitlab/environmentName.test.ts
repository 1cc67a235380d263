import fc from 'fast-check';
import { environmentName } from './environmentName';

const ref = {
  repository: { host: 'gitlab.acme.com', owner: 'acme', name: 'web' },
  number: 0,
};
const nameOf = (branch: string) =>
  environmentName(ref, { environment: 'preview', branch });

it('is called by the number of the merge request', () => {
  const environment = 'preview';
  expect(environmentName({ ...ref, number: 42 }, { environment })).toBe(
    'preview/mr-42',
  );
});

it.each`
  branch          | expected
  ${'new/basket'} | ${/^preview\/br-new-basket-[0-9a-f]{10}$/}
  ${'ünï#+'}      | ${/^preview\/br-n-[0-9a-f]{10}$/}
  ${'главная'}    | ${/^preview\/br-[0-9a-f]{10}$/}
`('is called by the words of the branch $branch', ({ branch, expected }) => {
  expect(nameOf(branch)).toMatch(expected);
});

it('is one that GitLab takes, and another one for another branch', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(nameOf(one)).toMatch(/^[a-z0-9/-]{1,70}$/);
      expect(nameOf(one) === nameOf(other)).toBe(one === other);
    }),
  );
});
