import { limitOf } from './limitTime';
import { parseOptions } from './options';

describe('the options of a run', () => {
  it.each`
    args                                  | pulls
    ${[]}                                 | ${200}
    ${['--cluster']}                      | ${50}
    ${['--mutation', 'cap-off']}          | ${40}
    ${['--mutations']}                    | ${40}
    ${['--mutations', '--pulls', '60']}   | ${60}
    ${['--seed', '7', '--pulls', '1000']} | ${1000}
  `('$args are $pulls pull requests', ({ args, pulls }) => {
    expect(parseOptions(args).pulls).toBe(pulls);
  });

  it.each([['--pulls', '0'], ['--seed', 'x'], ['--unknown']])(
    '%s %s is refused',
    (...args) => {
      expect(() => parseOptions(args)).toThrow();
    },
  );

  it.each`
    args                   | least  | most
    ${['--pulls', '200']}  | ${15}  | ${25}
    ${['--pulls', '1000']} | ${30}  | ${60}
    ${['--mutations']}     | ${100} | ${200}
  `('$args end within $least to $most minutes', ({ args, least, most }) => {
    const limit = limitOf(parseOptions(args));
    expect(limit).toBeGreaterThanOrEqual(least);
    expect(limit).toBeLessThanOrEqual(most);
  });
});
