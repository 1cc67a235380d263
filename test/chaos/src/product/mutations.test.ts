import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../places';
import { invariants } from '../invariants/Violation';
import { findMutation, mutations } from './mutations';

describe('the mutations', () => {
  it.each(mutations)(
    '$name fits the product as it is, and is caught by what is checked',
    ({ replacements, caughtBy }) => {
      for (const { file, from } of replacements) {
        const path = join(root, 'plugins/preview-environments-backend', file);
        expect(readFileSync(path, 'utf8').split(from)).toHaveLength(2);
      }
      for (const name of caughtBy) expect(invariants).toHaveProperty([name]);
    },
  );

  it('break every invariant', () => {
    const caught = mutations.flatMap(({ caughtBy }) => caughtBy);
    expect(new Set(caught)).toEqual(new Set(Object.keys(invariants)));
  });

  it('names those that there are', () => {
    expect(() => findMutation('none')).toThrow(/tombstone-off/);
  });
});
