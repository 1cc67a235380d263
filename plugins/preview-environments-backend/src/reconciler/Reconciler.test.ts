import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { currentLease } from '../kubernetes';
import { claim } from './__testUtils__/claims';
import {
  heldLook,
  idle,
  pass,
  reconcilerOn,
  result,
} from './__testUtils__/reconcilers';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('working on what is due', () => {
  it('looks, writes down and tells, under the lease of the claim', async () => {
    let generation: number | undefined;
    const { queue, recorded, reconciler } = reconcilerOn(async () => {
      generation = currentLease()?.generation;
      return result;
    });
    queue.due = [claim()];
    reconciler.start();
    await pass();
    expect(queue.completed).toEqual(['web-pr-42']);
    expect(recorded).toHaveBeenCalledWith(
      'web-pr-42',
      result.record,
      undefined,
    );
    expect(generation).toBe(7);
    await reconciler.stop(0);
  });

  it('works on no more than it may at once, and goes on when one ends', async () => {
    const { look, end } = heldLook();
    const { queue, looks, reconciler } = reconcilerOn(look);
    queue.due = ['a', 'b', 'c'].map(previewId => claim({ previewId }));
    reconciler.start();
    await pass();
    expect(looks).toEqual(['a', 'b']);
    await pass(idle);
    expect(looks).toEqual(['a', 'b']);
    end(1);
    await pass();
    expect(looks).toEqual(['a', 'b', 'c']);
    end(0);
    end(2);
    await reconciler.stop(0);
  });

  it('drops the result of a look whose lease was lost', async () => {
    const { queue, recorded, logger, reconciler } = reconcilerOn();
    queue.leasesLost = true;
    queue.due = [claim()];
    reconciler.start();
    await pass();
    expect(recorded).not.toHaveBeenCalled();
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('the lease was lost'),
    );
    await reconciler.stop(0);
  });
});

describe('a look that fails', () => {
  it.each<[string, Error, number, number, boolean]>([
    [
      'says when it passes',
      new WaitingError('rate limit', { afterMilliseconds: 90_000 }),
      3,
      90_000,
      false,
    ],
    [
      'does not say when it passes',
      new WaitingError('rate limit'),
      0,
      1_000,
      false,
    ],
    ['needs a person', new RefusedError('no access'), 0, 300_000, false],
    ['is unknown', new Error('boom'), 0, 1_000, true],
    ['is unknown, for the fourth time', new Error('boom'), 3, 8_000, true],
    ['is unknown, and has been for long', new Error('boom'), 50, 300_000, true],
  ])('%s', async (...[, error, attempts, retryAfterMilliseconds, unknown]) => {
    const { queue, recorded, reconciler } = reconcilerOn(async () => {
      throw error;
    });
    queue.due = [claim({ attempts })];
    reconciler.start();
    await pass();
    expect(queue.failed).toEqual([
      {
        previewId: 'web-pr-42',
        message: error.message,
        retryAfterMilliseconds,
        unknown,
      },
    ]);
    expect(queue.completed).toEqual([]);
    expect(recorded).not.toHaveBeenCalled();
    await reconciler.stop(0);
  });

  it('is shouted about only when it is unknown', async () => {
    const errors = [new WaitingError('rate limit'), new Error('boom')];
    const { queue, logger, reconciler } = reconcilerOn(async () => {
      throw errors.shift();
    });
    queue.due = [claim()];
    reconciler.start();
    await pass();
    expect(logger.error).not.toHaveBeenCalled();
    queue.due = [claim()];
    queue.tell();
    await pass();
    expect(logger.error).toHaveBeenCalledTimes(1);
    await reconciler.stop(0);
  });

  it('is told to people when it has parked the preview, until a look succeeds', async () => {
    const errors = [new Error('boom'), new Error('boom')];
    const { queue, alerts, reconciler } = reconcilerOn(async () => {
      const error = errors.shift();
      if (error) throw error;
      return result;
    });
    queue.due = [claim()];
    reconciler.start();
    await pass();
    expect(alerts.raise).not.toHaveBeenCalled();

    queue.patienceIsOver = true;
    queue.due = [claim({ attempts: 9 })];
    queue.tell();
    await pass();
    expect(alerts.raise).toHaveBeenCalledWith(
      expect.objectContaining({ key: 'parked:web-pr-42' }),
    );
    expect(alerts.clear).not.toHaveBeenCalled();

    queue.due = [claim({ attempts: 10, parked: true })];
    queue.tell();
    await pass();
    expect(alerts.clear).toHaveBeenCalledWith('parked:web-pr-42');
    await reconciler.stop(0);
  });

  it('does not end the work when even the failure cannot be written down', async () => {
    const { queue, looks, logger, reconciler } = reconcilerOn(async () => {
      throw new Error('boom');
    });
    queue.fail = async () => {
      throw new Error('the database is gone');
    };
    queue.due = [claim({ previewId: 'a' })];
    reconciler.start();
    await pass();
    queue.due = [claim({ previewId: 'b' })];
    await pass(idle);
    expect(looks).toEqual(['a', 'b']);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('could not be written down'),
      expect.anything(),
    );
    await reconciler.stop(0);
  });
});

describe('waiting for work', () => {
  it('asks the queue at its pace, or when the next row is due', async () => {
    const { queue, reconciler } = reconcilerOn();
    reconciler.start();
    await pass();
    expect(queue.asked).toHaveLength(1);
    await pass(idle - 1);
    expect(queue.asked).toHaveLength(1);
    queue.nextDueMilliseconds = 200;
    await pass(1);
    expect(queue.asked).toHaveLength(2);
    await pass(200);
    expect(queue.asked).toHaveLength(3);
    await reconciler.stop(0);
  });

  it('asks at once when told of something due, also while it asks', async () => {
    const { queue, looks, reconciler } = reconcilerOn();
    reconciler.start();
    await pass();
    queue.onClaim = () => {
      queue.onClaim = () => {};
      queue.tell();
    };
    queue.tell();
    await pass();
    expect(queue.asked).toHaveLength(3);
    queue.due = [claim()];
    queue.tell();
    await pass();
    expect(looks).toEqual(['web-pr-42']);
    await reconciler.stop(0);
  });

  it('outlives a database that does not answer', async () => {
    const { queue, looks, logger, reconciler } = reconcilerOn();
    queue.onClaim = () => {
      throw new Error('connection refused');
    };
    reconciler.start();
    await pass();
    expect(logger.error).toHaveBeenCalledTimes(1);
    queue.onClaim = () => {};
    queue.due = [claim()];
    await pass(4_000);
    expect(looks).toEqual(['web-pr-42']);
    await reconciler.stop(0);
  });
});
