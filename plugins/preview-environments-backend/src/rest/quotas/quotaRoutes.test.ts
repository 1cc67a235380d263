import request from 'supertest';
import { Quota } from '../../codehosts';
import { serveHouse } from '../__testUtils__/house';

const at = new Date('2026-03-01T12:30:00Z');
const quotas: Quota[] = [
  {
    host: 'github.com',
    account: 'The GitHub App in acme',
    limit: 5_000,
    remaining: 400,
    resetsAt: at,
    short: true,
    pausedUntil: at,
    requests: { charged: 4_600, unchanged: 90, limited: 1 },
  },
  {
    host: 'ghe.example.com',
    account: 'The token',
    limit: undefined,
    remaining: undefined,
    resetsAt: undefined,
    short: false,
    pausedUntil: undefined,
    requests: { charged: 2, unchanged: 0, limited: 0 },
  },
];

describe('how many requests code hosts still allow', () => {
  it('is shown to administrators, as far as it is known', async () => {
    const { app } = serveHouse({ denied: [], quotas });
    const answer = await request(app).get('/v1/quotas');
    expect(answer.status).toBe(200);
    const [{ requests, ...limited }, unlimited] = answer.body.items;
    expect(requests).toEqual({ charged: 4_600, unchanged: 90, limited: 1 });
    expect(limited).toEqual({
      host: 'github.com',
      account: 'The GitHub App in acme',
      limit: 5_000,
      remaining: 400,
      resetsAt: at.toISOString(),
      short: true,
      pausedUntil: at.toISOString(),
    });
    expect(unlimited).toEqual({
      host: 'ghe.example.com',
      account: 'The token',
      short: false,
      requests: { charged: 2, unchanged: 0, limited: 0 },
    });
  });

  it('is not shown to others', async () => {
    const { app } = serveHouse({ quotas });
    const answer = await request(app).get('/v1/quotas');
    expect(answer.status).toBe(403);
  });
});
