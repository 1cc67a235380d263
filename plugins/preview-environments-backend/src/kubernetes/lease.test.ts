import {
  currentLease,
  requireTimeToWrite,
  runWithLease,
  WorkLease,
} from './lease';

const lease = (remaining: number, generation = 1): WorkLease => ({
  generation,
  remainingMilliseconds: () => remaining,
});

function attempt(held: WorkLease | undefined): string {
  try {
    requireTimeToWrite(held, 10_000);
    return 'allowed';
  } catch (error) {
    return (error as Error).name;
  }
}

describe('writing under a lease', () => {
  it.each`
    scenario                        | held             | outcome
    ${'more time than the timeout'} | ${lease(10_001)} | ${'allowed'}
    ${'exactly the timeout'}        | ${lease(10_000)} | ${'WaitingError'}
    ${'less'}                       | ${lease(1)}      | ${'WaitingError'}
    ${'over'}                       | ${lease(-5)}     | ${'WaitingError'}
    ${'work that needs no lease'}   | ${undefined}     | ${'allowed'}
  `('$scenario: $outcome', ({ held, outcome }) => {
    expect(attempt(held)).toBe(outcome);
  });

  it('follows the work through everything it awaits, and no other work', async () => {
    const generations = await Promise.all(
      [1, 2].map(generation =>
        runWithLease(lease(1, generation), async () => {
          await new Promise(setImmediate);
          return currentLease()?.generation;
        }),
      ),
    );
    expect(generations).toEqual([1, 2]);
    expect(currentLease()).toBeUndefined();
  });
});
