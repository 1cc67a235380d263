import { mockServices } from '@backstage/backend-test-utils';
import { Claim } from '../preview';
import { claim as claimOf } from './__testUtils__/claims';
import { HeldLease } from './HeldLease';

const leaseMilliseconds = 60_000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function granted(generation: number): Claim {
  const end = Date.now() + leaseMilliseconds;
  return claimOf({
    leaseGeneration: generation,
    remainingMilliseconds: () => end - Date.now(),
  });
}

function held(renew: () => Promise<Claim | undefined>) {
  const store = { renew: jest.fn(renew) };
  const logger = mockServices.logger.mock();
  const lease = new HeldLease({
    claim: granted(7),
    store,
    leaseMilliseconds,
    logger,
  });
  return { lease, store, logger };
}

const granting = async () => granted(7);

it('costs nothing while a look is as short as looks are', async () => {
  const { lease, store } = held(granting);
  await jest.advanceTimersByTimeAsync(19_999);
  lease.end();
  await jest.advanceTimersByTimeAsync(leaseMilliseconds);
  expect(store.renew).not.toHaveBeenCalled();
});

it('leaves a look that waits for slow answers time to act upon them', async () => {
  const { lease } = held(granting);
  await jest.advanceTimersByTimeAsync(90_000);
  expect(lease.remainingMilliseconds()).toBeGreaterThan(30_000);
  expect(lease.generation).toBe(7);
  lease.end();
});

it('is over in the end when a look hangs, so that somebody else may try', async () => {
  const { lease } = held(granting);
  await jest.advanceTimersByTimeAsync(6 * leaseMilliseconds);
  expect(lease.remainingMilliseconds()).toBeLessThanOrEqual(0);
});

it('does not come back once somebody else has it', async () => {
  const { lease, store } = held(async () => undefined);
  await jest.advanceTimersByTimeAsync(2 * leaseMilliseconds);
  expect(store.renew).toHaveBeenCalledTimes(1);
  expect(lease.remainingMilliseconds()).toBeLessThanOrEqual(0);
});

it('tries once more when the database does not answer, and says so', async () => {
  let calls = 0;
  const { lease, logger } = held(async () => {
    calls += 1;
    if (calls === 1) throw new Error('connection ended');
    return granted(7);
  });
  await jest.advanceTimersByTimeAsync(45_000);
  expect(lease.remainingMilliseconds()).toBeGreaterThan(20_000);
  expect(logger.warn).toHaveBeenCalledTimes(1);
  lease.end();
});

it('stays given back, whatever a renewal that was under way brings', async () => {
  let answer: (claim: Claim) => void = () => {};
  const { lease, store } = held(
    () =>
      new Promise(resolve => {
        answer = resolve;
      }),
  );
  await jest.advanceTimersByTimeAsync(20_000);
  lease.giveBack();
  answer(granted(7));
  await jest.advanceTimersByTimeAsync(leaseMilliseconds);
  expect(lease.remainingMilliseconds()).toBe(0);
  expect(store.renew).toHaveBeenCalledTimes(1);
});
