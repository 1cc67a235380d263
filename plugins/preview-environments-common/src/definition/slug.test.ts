import * as fc from 'fast-check';

import { DNS_LABEL_PATTERN } from './names';
import { slugOf } from './slug';

it.each`
  branch                            | expected
  ${'main'}                         | ${'main'}
  ${'Feature/New_Cart'}             | ${'feature-new-cart'}
  ${'--dependabot/npm/zod-4.6.7--'} | ${'dependabot-npm-zod-4-6-7'}
  ${'a'.repeat(40)}                 | ${'a'.repeat(40)}
`('$branch becomes $expected', ({ branch, expected }) => {
  expect(slugOf(branch)).toBe(expected);
});

it('is always one piece of a DNS label', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), branch => {
      expect(slugOf(branch)).toMatch(DNS_LABEL_PATTERN);
      expect(slugOf(branch)).not.toContain('--');
      expect(slugOf(branch).length).toBeLessThanOrEqual(40);
    }),
    { examples: [[''], ['---'], ['機能/カート'], ['{{ preview.id }}']] },
  );
});

it('keeps its own results', () => {
  fc.assert(
    fc.property(fc.string(), branch => {
      expect(slugOf(slugOf(branch))).toBe(slugOf(branch));
    }),
  );
});

it('keeps long names with one beginning apart', () => {
  const beginning = 'renovate/all-minor-and-patch-updates-of-the-';
  expect(slugOf(`${beginning}web`)).not.toBe(slugOf(`${beginning}cart`));
  expect(slugOf('機能')).not.toBe(slugOf('修正'));
});
