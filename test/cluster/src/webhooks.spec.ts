import { createHmac } from 'node:crypto';
import { webhookSecret } from './ground/backendConfig';
import { ports } from './ground/place';
import { expect, test } from './ground/test';

const url = `http://127.0.0.1:${ports.backend}/api/events/http/github`;
/** One above what Backstage's events backend reads (rule 7.28). */
const tooManyBytes = 6 * 1024 * 1024;

const signed = (body: string, secret: string) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

async function deliver(body: string, signature?: string): Promise<number> {
  const { status } = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'pull_request',
      'x-github-delivery': 'kit',
      ...(signature && { 'x-hub-signature-256': signature }),
    },
  });
  return status;
}

const ping = JSON.stringify({ action: 'opened', number: 1 });
const large = JSON.stringify({ padding: 'x'.repeat(tooManyBytes) });

for (const { scenario, body, signature, status } of [
  { scenario: 'no signature', body: ping, signature: undefined, status: 403 },
  {
    scenario: "another secret's signature",
    body: ping,
    signature: signed(ping, 'another secret'),
    status: 403,
  },
  {
    scenario: 'a body of 6 MB',
    body: large,
    signature: signed(large, webhookSecret),
    status: 413,
  },
]) {
  test(`a webhook with ${scenario} is refused`, async ({ ground }) => {
    expect(ground.backend.running).toBe(true);
    expect(await deliver(body, signature)).toBe(status);
  });
}
