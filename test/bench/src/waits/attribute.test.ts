import fc from 'fast-check';
import { attribute, Interval } from './attribute';

const window = { begin: 100, end: 200 };
const database = (begin: number, end: number): Interval => ({
  kind: 'database',
  begin,
  end,
});
const api = (begin: number, end: number): Interval => ({
  kind: 'API server',
  begin,
  end,
});

describe('what a window was spent on', () => {
  it.each`
    case                                     | intervals                                                       | alone                                 | together | nothing
    ${'nothing was waited for'}              | ${[]}                                                           | ${{}}                                 | ${0}     | ${100}
    ${'one wait within'}                     | ${[database(110, 130)]}                                         | ${{ database: 20 }}                   | ${0}     | ${80}
    ${'a wait that began before'}            | ${[database(50, 130)]}                                          | ${{ database: 30 }}                   | ${0}     | ${70}
    ${'a wait that ended afterwards'}        | ${[database(190, 300)]}                                         | ${{ database: 10 }}                   | ${0}     | ${90}
    ${'a wait outside'}                      | ${[database(10, 100), database(200, 210)]}                      | ${{}}                                 | ${0}     | ${100}
    ${'two of one kind at once count once'}  | ${[database(110, 130), database(120, 140)]}                     | ${{ database: 30 }}                   | ${0}     | ${70}
    ${'two kinds at once'}                   | ${[database(110, 130), api(120, 150)]}                          | ${{ database: 10, 'API server': 20 }} | ${10}    | ${60}
    ${'one within another of the same kind'} | ${[database(110, 150), database(120, 130), database(120, 130)]} | ${{ database: 40 }}                   | ${0}     | ${60}
  `('$case', ({ intervals, alone, together, nothing }) => {
    expect(attribute(window, intervals)).toEqual({ alone, together, nothing });
  });

  it('adds up to the window, whatever is waited for', () => {
    const interval = fc
      .tuple(
        fc.constantFrom('a', 'b', 'c'),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 100 }),
      )
      .map(([kind, begin, length]) => ({ kind, begin, end: begin + length }));
    fc.assert(
      fc.property(fc.array(interval), intervals => {
        const { alone, together, nothing } = attribute(window, intervals);
        const sum = Object.values(alone).reduce((a, b) => a + b, 0);
        expect(sum + together + nothing).toBeCloseTo(100);
      }),
    );
  });
});
