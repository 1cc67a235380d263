import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { adminPermission, serveHouse } from '../__testUtils__/house';

const routes = [
  ['get', '/v1/orphans'],
  ['post', '/v1/orphans/dev.web-pr-7/release'],
  ['get', '/v1/sweep'],
  ['post', '/v1/sweep/release'],
] as const;

function serve(options: { admin: boolean }) {
  const house = serveHouse({ denied: options.admin ? [] : [adminPermission] });
  const ask = (
    method: 'get' | 'post',
    path: string,
    credentials = mockCredentials.user.header(),
  ) => request(house.app)[method](path).set('authorization', credentials);
  return { ...house, ask };
}

describe.each(routes)('%s %s', (method, path) => {
  it('is for administrators, and names the permission to others', async () => {
    const { ask, leftovers } = serve({ admin: false });
    const { status, body } = await ask(method, path);
    expect(status).toBe(403);
    expect(body.error.message).toContain(adminPermission);
    expect(leftovers.store.releaseOrphan).not.toHaveBeenCalled();
    expect(leftovers.removals.release).not.toHaveBeenCalled();
  });

  it('is for nobody without a token', async () => {
    const { ask } = serve({ admin: true });
    const none = mockCredentials.none.header();
    expect((await ask(method, path, none)).status).toBe(401);
  });

  it('is audited', async () => {
    const { ask, auditor, auditorEvent } = serve({ admin: true });
    expect((await ask(method, path)).status).toBe(200);
    expect(auditor.createEvent).toHaveBeenCalledTimes(1);
    expect(auditorEvent.success).toHaveBeenCalledTimes(1);
  });
});

it('shows orphans without what is only ours', async () => {
  const { body } = await serve({ admin: true }).ask('get', '/v1/orphans');
  expect(body).toEqual({
    items: [
      {
        id: 'dev.web-pr-7',
        previewId: 'web-pr-7',
        cluster: 'dev',
        objects: [
          {
            cluster: 'dev',
            apiVersion: 'v1',
            kind: 'Namespace',
            name: 'pv-web-pr-7',
          },
        ],
        reason: 'Nobody knows it.',
        foundAt: '2026-03-01T11:50:00.000Z',
        confirmedAt: '2026-03-01T11:55:00.000Z',
        state: 'held',
        blockedBy: [],
      },
    ],
    pageInfo: {},
  });
});

it('leaves an orphan to whoever wants it, and what held it with it', async () => {
  const { ask, leftovers } = serve({ admin: true });
  const { body } = await ask('post', '/v1/orphans/dev.web-pr-7/release');
  expect(body.id).toBe('dev.web-pr-7');
  expect(leftovers.store.releaseOrphan).toHaveBeenCalledWith(
    'dev.web-pr-7',
    'user:default/mock',
  );
  expect(leftovers.removals.withdraw).toHaveBeenCalledWith('dev.web-pr-7');
  expect((await ask('get', '/v1/orphans')).body.items).toEqual([]);
});

it('knows no orphan of another name', async () => {
  const { ask } = serve({ admin: true });
  const { status } = await ask('post', '/v1/orphans/dev.web-pr-8/release');
  expect(status).toBe(404);
});

it('tells what the sweep could not compare and what it holds, and lets that go', async () => {
  const { ask, leftovers } = serve({ admin: true });
  const { body } = await ask('get', '/v1/sweep');
  expect(body).toEqual({
    sweptAt: '2026-03-01T11:55:00.000Z',
    problems: ['Cluster prod was not compared: it is not reachable.'],
    held: {
      since: '2026-03-01T11:56:00.000Z',
      subjects: ['dev.web-pr-7'],
      limit: 3,
    },
  });
  const released = await ask('post', '/v1/sweep/release');
  expect(leftovers.removals.release).toHaveBeenCalledWith('user:default/mock');
  expect(released.body.held).toBeUndefined();
});
