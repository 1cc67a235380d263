import { ports } from '@previewenv/test-cluster/src/ground/place';

const control = `http://localhost:${ports.github}/_`;

async function send(method: string, path: string, body?: object) {
  const response = await fetch(`${control}${path}`, {
    method,
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${response.status} ${text}`);
  }
  return JSON.parse(text);
}

/** How often its API was called. */
export interface ApiCalls {
  reads: number;
  /** Reads that were not answered by 304, which is free of the rate limit. */
  chargedReads: number;
  writes: number;
}

/** The code host of the bench, as its people and its counters see it. */
export const codeHost = {
  /** Sends webhooks there and nowhere else, so that no contender waits for another's. */
  async hookTo(hook: { url: string; secret: string }): Promise<void> {
    await send('DELETE', '/hooks');
    await send('POST', '/hooks', { ...hook, events: ['pull_request'] });
  },

  async silence(): Promise<void> {
    await send('DELETE', '/hooks');
  },

  async makeRepository(name: string): Promise<void> {
    await send('PUT', `/repos/acme/${name}`, {});
  },

  async put(
    repository: string,
    number: number,
    state: { state: 'open' | 'closed'; sha?: string },
  ): Promise<void> {
    await send('PUT', `/repos/acme/${repository}/pulls/${number}`, {
      title: `Change ${number}`,
      head: `feature-${number}`,
      labels: ['preview'],
      ...state,
    });
  },

  async forgetCalls(): Promise<void> {
    await send('DELETE', '/calls');
  },

  /** API calls since they were forgotten. */
  async calls(): Promise<ApiCalls> {
    const report: {
      total: number;
      notModified: number;
      calls: Record<string, number>;
    } = await send('GET', '/calls');
    const reads = Object.entries(report.calls)
      .filter(([call]) => call.startsWith('GET '))
      .reduce((sum, [, count]) => sum + count, 0);
    return {
      reads,
      chargedReads: reads - report.notModified,
      writes: report.total - reads,
    };
  },
};

/** The commit of a pull request of the bench: made from its number, so that seeding can be repeated. */
export function headOf(number: number): string {
  return number.toString(16).padStart(40, 'b');
}
