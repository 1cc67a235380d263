import { mockServices } from '@backstage/backend-test-utils';
import { Claim } from '../../preview';
import { record } from '../../preview/__testUtils__/builders';
import { LookResult } from '../../store/types';
import { Reconciler } from '../Reconciler';
import { MemoryQueue } from './MemoryQueue';

export const result: LookResult = {
  record: record(),
  history: [],
  lookAgainAfterMilliseconds: undefined,
};
export const idle = 1_000;

/** A reconciler on a queue in memory. Timers are the test's. */
export function reconcilerOn(
  look: (claim: Claim) => Promise<LookResult> = async () => result,
) {
  const queue = new MemoryQueue();
  const logger = mockServices.logger.mock();
  const looks: string[] = [];
  const recorded = jest.fn();
  const alerts = { raise: jest.fn(), clear: jest.fn() };
  const reconciler = new Reconciler({
    store: queue,
    look: async one => {
      looks.push(one.previewId);
      return look(one);
    },
    recorded,
    alerts,
    logger,
    worker: 'test',
    concurrency: 2,
    leaseMilliseconds: 60_000,
    idleMilliseconds: idle,
    random: () => 0.5,
  });
  return { queue, logger, looks, recorded, alerts, reconciler };
}

/** Lets everything happen that needs no time, and then what happens in that time. */
export const pass = (milliseconds = 0) =>
  jest.advanceTimersByTimeAsync(milliseconds);

/** A look that ends when told to. */
export function heldLook() {
  const ends: (() => void)[] = [];
  const look = () =>
    new Promise<LookResult>(resolve => {
      ends.push(() => resolve(result));
    });
  return { look, end: (index = 0) => ends[index]() };
}
