import { Meter, metrics } from '@opentelemetry/api';

/** What is known of the requests that this process makes in the name of one account. */
interface ObservedQuota {
  host: string;
  account: string;
  limit: number | undefined;
  remaining: number | undefined;
  requests: Record<string, number>;
}

const prefix = 'preview_environments.code_host';

/** What operators see of the limits of code hosts. Read at each collection from what answers have told: nobody is asked. */
export function observeQuotas(
  quotas: () => ObservedQuota[],
  meter: Meter = metrics.getMeter('preview-environments'),
): void {
  const limit = meter.createObservableGauge(`${prefix}.limit`, {
    description: 'Requests in an hour that a code host allows',
  });
  const remaining = meter.createObservableGauge(`${prefix}.remaining`, {
    description: 'Requests that are left of them',
  });
  const requests = meter.createObservableCounter(`${prefix}.requests`, {
    description:
      'Requests by what they cost: charged, unchanged (free), or limited',
  });
  meter.addBatchObservableCallback(
    result => {
      for (const quota of quotas()) {
        const labels = { host: quota.host, account: quota.account };
        if (quota.limit !== undefined)
          result.observe(limit, quota.limit, labels);
        if (quota.remaining !== undefined)
          result.observe(remaining, quota.remaining, labels);
        for (const [answer, count] of Object.entries(quota.requests))
          result.observe(requests, count, { ...labels, answer });
      }
    },
    [limit, remaining, requests],
  );
}
