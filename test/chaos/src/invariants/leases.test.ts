import { write } from './__testUtils__/world';
import { checkLeases } from './leases';

const by = (generation: number | undefined, name = 'pv-web-pr-7') =>
  write({ generation, name });
const elsewhere = (generation: number) =>
  write({ generation, previewId: 'cart-pr-1' });

describe('the invariant of leases', () => {
  it.each`
    scenario                                            | writes                                               | broken
    ${'one worker after the other'}                     | ${[by(1), by(1), by(2), by(2)]}                      | ${0}
    ${'one write that was under way'}                   | ${[by(1), by(2), by(1), by(2)]}                      | ${0}
    ${'a worker that goes on'}                          | ${[by(1), by(2), by(1), by(1)]}                      | ${1}
    ${'a worker that goes on, between others'}          | ${[by(1), by(2), by(1), by(2), by(1)]}               | ${1}
    ${'two workers with one write each'}                | ${[by(1), by(2), by(3), by(1), by(2)]}               | ${0}
    ${'another preview, whose generations are its own'} | ${[by(5), elsewhere(1), elsewhere(1), elsewhere(2)]} | ${0}
    ${'writes without a lease'}                         | ${[by(2), by(undefined), by(undefined)]}             | ${0}
  `('counts $broken breaches: $scenario', ({ writes, broken }) => {
    expect(checkLeases(writes)).toHaveLength(broken);
  });

  it('counts writes that were refused: they were sent all the same', () => {
    const refused = write({ generation: 1, code: 409 });
    expect(checkLeases([by(1), by(2), refused, refused])).toEqual([
      expect.objectContaining({ invariant: 'leases' }),
    ]);
  });
});
