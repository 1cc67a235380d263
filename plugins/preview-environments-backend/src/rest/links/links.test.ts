import request from 'supertest';
import { signLink } from '../../routing';
import {
  componentRecord,
  now,
  record,
} from '../../preview/__testUtils__/builders';
import { PreviewRecord } from '../../preview';
import { serveHouse } from '../__testUtils__/house';

const key = { id: '2026-03', secret: 's'.repeat(32) };
const entryPath = '/v1/previews/web-pr-42/entry';
const component = componentRecord('web', {
  stableHosts: ['staging.example.com', 'www.staging.example.com'],
});
const web = (change: Partial<PreviewRecord> = {}) =>
  record({ components: [component], ...change });
const claims = {
  previewId: 'web-pr-42',
  life: record().createdAt.toISOString(),
  host: 'staging.example.com',
  path: '/',
  expiresAt: new Date(now.getTime() + 60_000),
};

it('leads from a link to the host, with a seal in the address', async () => {
  const { app } = serveHouse({ records: [web()], keys: [key] });
  const made = await request(app).post(entryPath).send({ path: '/cart?tab=1' });
  expect(made.status).toBe(200);
  expect(made.body.expiresAt).toBe('2026-03-01T12:15:00.000Z');
  const { pathname } = new URL(made.body.url);

  const followed = await request(app).get(
    pathname.replace('/api/preview-environments', ''),
  );
  expect(followed.status).toBe(302);
  expect(followed.headers.location).toMatch(
    /^https:\/\/staging\.example\.com\/cart\?tab=1&preview-entry=[A-Za-z0-9_-]{43}$/,
  );
  expect(followed.headers).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
});

it('is told of with the preview, and for how long it holds', async () => {
  const { app } = serveHouse({ records: [web()], keys: [key] });
  const { status, body } = await request(app).get('/v1/previews/web-pr-42');
  expect(status).toBe(200);
  expect(body.entry).toEqual({
    hosts: ['staging.example.com', 'www.staging.example.com'],
    allowed: true,
    linkSeconds: 900,
    visitSeconds: 28_800,
  });
});

it('is not told of where nobody signs, nor with a component that is hidden', async () => {
  const other = componentRecord('api', { stableHosts: ['api.example.com'] });
  const records = [web({ components: [component, other] })];
  const unsigned = serveHouse({ records });
  const hidden = serveHouse({
    records,
    keys: [key],
    hidden: ['component:default/api'],
  });
  const read = async ({ app }: typeof hidden) =>
    (await request(app).get('/v1/previews/web-pr-42')).body.entry;
  await expect(read(unsigned)).resolves.toBe(undefined);
  await expect(read(hidden)).resolves.toMatchObject({
    hosts: component.stableHosts,
  });
});

it.each<[string, object, object, number, RegExp]>([
  [
    'another host',
    {},
    { host: 'evil.example.com' },
    409,
    /not among its stable hosts/,
  ],
  [
    'another host by its path',
    {},
    { path: '//evil.example.com' },
    400,
    /begin with one slash/,
  ],
  [
    'another host by a backslash',
    {},
    { path: '/\\evil.example.com' },
    400,
    /begin with one slash/,
  ],
  ['no path', {}, { path: 'cart' }, 400, /begin with one slash/],
  [
    'a preview without such a host',
    {
      records: [
        web({ components: [{ ...component, stableHosts: undefined }] }),
      ],
    },
    {},
    409,
    /names no spec\.routing\.stableHosts/,
  ],
  [
    'a preview that is going',
    { records: [web({ phase: 'terminating', reason: 'Closed.' })] },
    {},
    409,
    /being removed/,
  ],
  [
    'where nobody signs',
    { keys: [] },
    {},
    409,
    /previewEnvironments\.links is missing/,
  ],
  [
    'a preview that the caller may not see',
    { hidden: ['component:default/web'] },
    {},
    404,
    /no preview web-pr-42/,
  ],
])('makes no link to %s', async (_what, house, body, status, message) => {
  const { app } = serveHouse({ records: [web()], keys: [key], ...house });
  const answer = await request(app).post(entryPath).send(body);
  expect(answer.status).toBe(status);
  expect(answer.body.error.message).toMatch(message);
});

it.each<[string, PreviewRecord[], object, number, RegExp]>([
  ['that has expired', [web()], { expiresAt: now }, 403, /ask for a new one/],
  ['of a preview that nobody remembers', [], {}, 404, /web-pr-42 is gone/],
  [
    'of a preview that is going',
    [web({ phase: 'terminating' })],
    {},
    404,
    /web-pr-42 is gone/,
  ],
  [
    'of an earlier preview',
    [web()],
    { life: '2026-01-01T00:00:00.000Z' },
    403,
    /an earlier preview/,
  ],
  [
    'to a host that was given up',
    [web()],
    { host: 'old.example.com' },
    404,
    /not reached by old\.example\.com/,
  ],
])('follows no link %s', async (_what, records, change, status, message) => {
  const { app } = serveHouse({ records, keys: [key] });
  const token = signLink([key], { ...claims, ...change });
  const answer = await request(app).get(`/v1/entry/${token}`);
  expect(answer.status).toBe(status);
  expect(answer.body.error.message).toMatch(message);
  expect(answer.headers.location).toBe(undefined);
});

it.each([
  ['that was changed', `${signLink([key], claims)}x`],
  ['of another key', signLink([{ ...key, secret: 't'.repeat(32) }], claims)],
  ['that is none', 'hello'],
])('follows no link %s', async (_what, token) => {
  const { app } = serveHouse({ records: [web()], keys: [key] });
  const answer = await request(app).get(`/v1/entry/${token}`);
  expect(answer.status).toBe(403);
  expect(answer.body.error.message).toBe(
    'The link is not one of ours, or has been changed.',
  );
});

it('shows what leads visitors on the hosts, once for each cluster', async () => {
  const { app } = serveHouse({
    records: [web({ components: [component, { ...component, name: 'api' }] })],
  });
  const answer = await request(app).get(entryPath);
  expect(answer.status).toBe(200);
  expect(answer.body.items).toEqual([
    expect.objectContaining({ metadata: { name: 'web-pr-42-dev' } }),
  ]);
});

describe('what platforms are asked to adopt', () => {
  it('is shown to administrators', async () => {
    const { app } = serveHouse({ denied: [] });
    const answer = await request(app).get('/v1/clusters/dev/adoptable');
    expect(answer.status).toBe(200);
    expect(answer.body.items).toEqual([
      {
        purpose: 'key-stripping',
        explanation: expect.stringContaining('routes of the shared'),
        object: expect.objectContaining({ kind: 'HTTPRoute' }),
      },
    ]);
  });

  it.each([
    ['to others', {}, 'dev', 403],
    ['of a cluster that is not configured', { denied: [] }, 'prod', 404],
  ])('is not shown %s', async (_whom, house, cluster, status) => {
    const { app } = serveHouse(house);
    const answer = await request(app).get(`/v1/clusters/${cluster}/adoptable`);
    expect(answer.status).toBe(status);
  });
});
