import { BatchObservableCallback, Meter } from '@opentelemetry/api';
import { observeQuotas } from './quotas';

it('tells what is left, by account, and what was not told is left out', async () => {
  let collect: BatchObservableCallback | undefined;
  const instrument = (name: string) => ({ name });
  observeQuotas(
    () => [
      {
        host: 'github.com',
        account: 'The token',
        limit: 5_000,
        remaining: undefined,
        requests: { charged: 3, unchanged: 9 },
      },
    ],
    {
      createObservableGauge: instrument,
      createObservableCounter: instrument,
      addBatchObservableCallback: (callback: BatchObservableCallback) => {
        collect = callback;
      },
    } as unknown as Meter,
  );
  const observed: unknown[] = [];
  const result: Pick<Parameters<BatchObservableCallback>[0], 'observe'> = {
    observe: (metric, value, labels) =>
      observed.push([
        (metric as unknown as { name: string }).name,
        value,
        labels,
      ]),
  };
  await collect!(result as Parameters<BatchObservableCallback>[0]);
  const labels = { host: 'github.com', account: 'The token' };
  const prefix = 'preview_environments.code_host';
  expect(observed).toEqual([
    [`${prefix}.limit`, 5_000, labels],
    [`${prefix}.requests`, 3, { ...labels, answer: 'charged' }],
    [`${prefix}.requests`, 9, { ...labels, answer: 'unchanged' }],
  ]);
});
