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

  /** API calls since they were forgotten. Those answered by 304 are not charged against the rate limit. */
  async calls(): Promise<{ total: number; charged: number }> {
    const report: { total: number; charged: number } = await send(
      'GET',
      '/calls',
    );
    return { total: report.total, charged: report.charged };
  },
};

/** The commit of a pull request of the bench: made from its number, so that seeding can be repeated. */
export function headOf(number: number): string {
  return number.toString(16).padStart(40, 'b');
}
