import { mockServices } from '@backstage/backend-test-utils';
import { BatchObservableCallback, createNoopMeter } from '@opentelemetry/api';
import { Counted, PreviewMetrics } from './PreviewMetrics';

// There is only one meter that does nothing.
afterEach(() => jest.restoreAllMocks());

/** A meter whose collection can be asked for. */
function observing(counted: Partial<Counted>) {
  const meter = createNoopMeter();
  const names = new Map<unknown, string>();
  jest.spyOn(meter, 'createObservableGauge').mockImplementation(name => {
    const gauge = { addCallback: jest.fn(), removeCallback: jest.fn() };
    names.set(gauge, name);
    return gauge;
  });
  const registered = jest.spyOn(meter, 'addBatchObservableCallback');
  const logger = mockServices.logger.mock();
  new PreviewMetrics(meter).observe(
    {
      previews: async () => [],
      heldRemovals: async () => 0,
      orphans: async () => 0,
      ...counted,
    },
    logger,
  );
  const [[callback]] = registered.mock.calls as unknown as [
    [BatchObservableCallback],
  ];
  const collect = async () => {
    const seen: unknown[] = [];
    await callback({
      observe: (gauge, value, attributes) =>
        seen.push([names.get(gauge), value, attributes]),
    });
    return seen;
  };
  return { collect, logger };
}

it('counts previews by phase, and what waits for people', async () => {
  const { collect } = observing({
    previews: async () => [
      { phase: 'ready', count: 3, stuck: 0 },
      { phase: 'terminating', count: 2, stuck: 1 },
    ],
    heldRemovals: async () => 4,
    orphans: async () => 5,
  });
  await expect(collect()).resolves.toEqual([
    ['preview_environments.previews', 3, { phase: 'ready' }],
    ['preview_environments.previews', 2, { phase: 'terminating' }],
    ['preview_environments.stuck_removals', 1, undefined],
    ['preview_environments.held_removals', 4, undefined],
    ['preview_environments.orphans', 5, undefined],
  ]);
});

it('says nothing at all when the database does not answer, instead of zero', async () => {
  const { collect, logger } = observing({
    orphans: async () => {
      throw new Error('connection lost');
    },
  });
  await expect(collect()).resolves.toEqual([]);
  expect(logger.warn).toHaveBeenCalledWith(
    expect.stringMatching(/connection lost/),
  );
});
