import { currentLease } from '../kubernetes';
import { claim } from './__testUtils__/claims';
import {
  heldLook,
  idle,
  pass,
  reconcilerOn,
} from './__testUtils__/reconcilers';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('stopping', () => {
  it('claims nothing more, and lets a look finish within the grace', async () => {
    const { look, end } = heldLook();
    const { queue, looks, reconciler } = reconcilerOn(look);
    queue.due = [claim({ previewId: 'a' })];
    reconciler.start();
    await pass();
    queue.due = [claim({ previewId: 'b' })];
    const stopped = reconciler.stop(5_000);
    await pass(4_000);
    end();
    await stopped;
    expect(looks).toEqual(['a']);
    expect(queue.completed).toEqual(['a']);
    expect(queue.released).toEqual([]);
  });

  it('gives back the leases of looks that take longer', async () => {
    const { look } = heldLook();
    const { queue, reconciler } = reconcilerOn(look);
    queue.due = [claim({ previewId: 'a' }), claim({ previewId: 'b' })];
    reconciler.start();
    await pass();
    const stopped = reconciler.stop(5_000);
    await pass(5_000);
    await stopped;
    expect(queue.released).toEqual(['a', 'b']);
    expect(queue.completed).toEqual([]);
  });

  it('ends at once when nothing is under way', async () => {
    const { queue, reconciler } = reconcilerOn();
    reconciler.start();
    await pass();
    await reconciler.stop(5_000);
    await pass(10 * idle);
    expect(queue.asked).toHaveLength(1);
  });

  it('lets such a look write nothing more, because somebody else may have begun', async () => {
    let lease: ReturnType<typeof currentLease>;
    const { look } = heldLook();
    const { queue, reconciler } = reconcilerOn(() => {
      lease = currentLease();
      return look();
    });
    queue.due = [claim()];
    reconciler.start();
    await pass();
    expect(lease?.remainingMilliseconds()).toBe(60_000);
    const stopped = reconciler.stop(5_000);
    await pass(5_000);
    await stopped;
    expect(lease?.remainingMilliseconds()).toBe(0);
  });
});
