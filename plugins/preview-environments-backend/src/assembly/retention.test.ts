import { mockServices } from '@backstage/backend-test-utils';
import { PurgeOptions } from '../store';
import { scheduleRetention } from './retention';

const ref = { host: 'github.com', owner: 'acme', name: 'web' };

/** Runs the task once over batches of these sizes, and answers what was asked of the store. */
async function purging(
  sizes: number[],
  options: { watched?: boolean; stopAfter?: number } = {},
) {
  const asked: PurgeOptions[] = [];
  const stop = new AbortController();
  const logger = mockServices.logger.mock();
  await scheduleRetention({
    scheduler: mockServices.scheduler.mock({
      scheduleTask: async task => {
        await task.fn(stop.signal);
      },
    }),
    store: {
      purge: async one => {
        asked.push(one);
        if (asked.length === options.stopAfter) stop.abort();
        return sizes[asked.length - 1];
      },
    },
    repositories: {
      list: () => (options.watched === false ? [] : [{ ref, definitions: [] }]),
    },
    keep: { days: 90 },
    logger,
  });
  return { asked, logger };
}

it.each([
  ['nothing to forget', [0], {}, 1],
  ['one batch', [7], {}, 1],
  ['several batches', [100, 100, 3], {}, 3],
  ['a batch that happened to be full', [100, 0], {}, 2],
  ['a stop in between', [100, 100, 3], { stopAfter: 2 }, 2],
])('forgets batch by batch: %s', async (_scenario, sizes, options, times) => {
  const { asked, logger } = await purging(sizes, options);
  expect(asked).toHaveLength(times);
  expect(asked[0]).toEqual({
    keepMilliseconds: 90 * 24 * 3_600_000,
    limit: 100,
    watched: [ref],
  });
  expect(logger.info).toHaveBeenCalledTimes(sizes[0] === 0 ? 0 : 1);
});

it('takes no repository for unwatched while none is known', async () => {
  const { asked } = await purging([0], { watched: false });
  expect(asked[0].watched).toBeUndefined();
});
