import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { HistoryEntry } from '../preview';
import { componentRecord, record } from '../preview/__testUtils__/builders';
import { adminPermission, House, serveHouse } from './__testUtils__/house';
import { numberedRecord } from './__testUtils__/records';

const web = 'component:default/web';
const cart = 'component:default/cart';
const readable = () => record({ components: [componentRecord('web')] });

function ask(
  house: House,
  path: string,
  {
    method = 'get',
    credentials = mockCredentials.user.header(),
  }: { method?: 'get' | 'post' | 'delete'; credentials?: string } = {},
) {
  const { app } = serveHouse(house);
  return request(app)[method](path).set('authorization', credentials);
}

describe('whoever looks at a page', () => {
  const admin = { denied: [] };

  it.each([
    '/v1/previews',
    '/v1/previews/web-pr-42',
    '/v1/previews/web-pr-42/history',
    '/v1/previews/web-pr-42/objects',
    '/v1/repositories?entityRef=component:default/web',
    '/v1/quotas',
    '/v1/sweep',
  ])('asks nothing of the code host: %s', async path => {
    const { app, readBranch } = serveHouse({ records: [readable()], ...admin });
    const { status } = await request(app)
      .get(path)
      .set('authorization', mockCredentials.user.header());
    expect(status).toBe(200);
    expect(readBranch).not.toHaveBeenCalled();
  });
});

describe('who may ask', () => {
  it.each`
    method      | path
    ${'get'}    | ${'/v1/previews'}
    ${'get'}    | ${'/v1/previews/web-pr-42'}
    ${'delete'} | ${'/v1/previews/web-pr-42'}
    ${'post'}   | ${'/v1/previews/web-pr-42/redeploy'}
    ${'get'}    | ${'/v1/previews/web-pr-42/history'}
    ${'get'}    | ${'/v1/previews/web-pr-42/objects'}
    ${'get'}    | ${'/v1/previews/web-pr-42/logs?pod=web-1'}
    ${'get'}    | ${'/v1/repositories?entityRef=component:default/web'}
  `('nobody without a token: $method $path', async ({ method, path }) => {
    const { status, body } = await ask({ records: [readable()] }, path, {
      method,
      credentials: mockCredentials.none.header(),
    });
    expect({ status, name: body.error.name }).toEqual({
      status: 401,
      name: 'AuthenticationError',
    });
  });

  it('other services', async () => {
    const { status } = await ask(
      { records: [readable()] },
      '/v1/previews/web-pr-42',
      { credentials: mockCredentials.service.header() },
    );
    expect(status).toBe(200);
  });

  it('users with the permission, which a refusal names', async () => {
    const denied = ['preview-environments.preview.delete'];
    const { status, body } = await ask(
      { records: [readable()], denied },
      '/v1/previews/web-pr-42',
      { method: 'delete' },
    );
    expect(status).toBe(403);
    expect(body.error.message).toContain('preview-environments.preview.delete');
  });

  it('but what is hidden from them is not found', async () => {
    const { status, body } = await ask(
      { records: [readable()], hidden: [web] },
      '/v1/previews/web-pr-42',
    );
    expect({ status, message: body.error.message }).toEqual({
      status: 404,
      message: 'There is no preview web-pr-42',
    });
  });
});

describe('the list', () => {
  const records = [
    numberedRecord(1, 'web'),
    numberedRecord(2, 'cart', { phase: 'failed' }),
    numberedRecord(3, 'web', { phase: 'gone' }),
    numberedRecord(4, 'web', { phase: 'deploying' }),
  ];
  const owned = { 'group:default/shoppers': [cart] };

  it.each`
    filter                                                             | expected
    ${''}                                                              | ${[4, 2, 1]}
    ${'?entityRef=component:default/web'}                              | ${[4, 1]}
    ${'?entityRef=Component:web'}                                      | ${[4, 1]}
    ${'?entityRef=component%3Adefault%2Fweb'}                          | ${[4, 1]}
    ${'?phase=gone'}                                                   | ${[3]}
    ${'?phase=gone&phase=failed'}                                      | ${[3, 2]}
    ${'?repository=acme/web'}                                          | ${[4, 2, 1]}
    ${'?repository=acme/other'}                                        | ${[]}
    ${'?owner=group:default/shoppers'}                                 | ${[2]}
    ${'?owner=group:default/nobody'}                                   | ${[]}
    ${'?owner=group:default/shoppers&entityRef=component:default/web'} | ${[]}
    ${'?limit=2'}                                                      | ${[4, 2]}
  `('is filtered: $filter', async ({ filter, expected }) => {
    const { status, body } = await ask(
      { records, owned },
      `/v1/previews${filter}`,
    );
    expect(status).toBe(200);
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(
      expected.map((number: number) => `web-pr-${number}`),
    );
  });

  it('goes on where the last page ended', async () => {
    const { app } = serveHouse({ records });
    const get = (query: string) =>
      request(app)
        .get(`/v1/previews?limit=2${query}`)
        .set('authorization', mockCredentials.user.header());
    const { body: first } = await get('');
    const { body: second } = await get(`&cursor=${first.pageInfo.nextCursor}`);
    expect(second.items.map(({ id }: { id: string }) => id)).toEqual([
      'web-pr-1',
    ]);
    expect(second.pageInfo).toEqual({});
  });

  it.each`
    query              | parameter
    ${'cursor=abc'}    | ${'cursor'}
    ${'entityRef=web'} | ${'entityRef'}
    ${'owner='}        | ${'owner'}
    ${'phase=done'}    | ${'phase'}
    ${'limit=0'}       | ${'limit'}
    ${'limit=many'}    | ${'limit'}
    ${'limit=1000'}    | ${'limit'}
    ${'colour=red'}    | ${'colour'}
  `('refuses $query, and names the parameter', async ({ query, parameter }) => {
    const { status, body } = await ask({ records }, `/v1/previews?${query}`);
    expect({ status, name: body.error.name }).toEqual({
      status: 400,
      name: 'InputError',
    });
    expect(body.error.message).toContain(parameter);
  });
});

describe('a preview', () => {
  it('is shown as the description of the API says', async () => {
    const { status, body } = await ask(
      { records: [readable()] },
      '/v1/previews/web-pr-42',
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: 'web-pr-42',
      pullRequest: { number: 42, title: 'Change the headline' },
      components: [
        { name: 'web', entityRef: web, entityRefs: [web], health: 'healthy' },
      ],
      actions: expect.arrayContaining([
        { name: 'redeploy', allowed: true },
        { name: 'delete', allowed: true },
      ]),
    });
  });

  it.each`
    method      | path           | kind
    ${'delete'} | ${''}          | ${'removal'}
    ${'post'}   | ${'/redeploy'} | ${'redeploy'}
  `(
    'takes the request for a $kind, in the name of who asked',
    async ({ method, path, kind }) => {
      const { app, store } = serveHouse({ records: [readable()] });
      const { status, body } = await request(app)
        [method as 'post'](`/v1/previews/web-pr-42${path}`)
        .set('authorization', mockCredentials.user.header());
      expect({ status, id: body.id }).toEqual({ status: 202, id: 'web-pr-42' });
      expect(store.request).toHaveBeenCalledWith('web-pr-42', {
        kind,
        requestedBy: 'user:default/mock',
      });
    },
  );

  it('is not asked twice to go', async () => {
    const { app, store } = serveHouse({
      records: [{ ...readable(), phase: 'terminating' }],
    });
    const { status } = await request(app)
      .delete('/v1/previews/web-pr-42')
      .set('authorization', mockCredentials.user.header());
    expect(status).toBe(202);
    expect(store.request).not.toHaveBeenCalled();
  });

  it('says why it cannot be deployed again', async () => {
    const { status, body } = await ask(
      { records: [{ ...readable(), closedAt: new Date(0) }] },
      '/v1/previews/web-pr-42/redeploy',
      { method: 'post' },
    );
    expect({ status, message: body.error.message }).toEqual({
      status: 409,
      message: 'web-pr-42: The pull request is closed.',
    });
  });

  it('has a history that comes in pages', async () => {
    const { app, store } = serveHouse({ records: [readable()] });
    const entry: HistoryEntry = {
      at: new Date('2026-03-01T11:59:00Z'),
      phase: 'ready',
      reason: 'Answers with the head commit.',
      cause: 'watch Application',
    };
    store.history.mockImplementation(async (_, { before }) => ({
      entries: [entry],
      next: before === undefined ? 9 : undefined,
    }));
    const get = (query: string) =>
      request(app)
        .get(`/v1/previews/web-pr-42/history${query}`)
        .set('authorization', mockCredentials.user.header());

    const { body: first } = await get('?limit=1');
    expect(first.items).toEqual([{ ...entry, at: '2026-03-01T11:59:00.000Z' }]);
    const { body: second } = await get(
      `?limit=1&cursor=${first.pageInfo.nextCursor}`,
    );
    expect(store.history).toHaveBeenLastCalledWith('web-pr-42', {
      limit: 1,
      before: 9,
    });
    expect(second.pageInfo).toEqual({});
  });

  it('has objects', async () => {
    const namespace = {
      cluster: 'dev',
      apiVersion: 'v1',
      kind: 'Namespace',
      namespace: undefined,
      name: 'pv-web-pr-42',
    };
    const { body } = await ask(
      { records: [{ ...readable(), objects: [namespace] }] },
      '/v1/previews/web-pr-42/objects',
    );
    expect(body).toEqual({
      items: [
        {
          cluster: 'dev',
          apiVersion: 'v1',
          kind: 'Namespace',
          name: 'pv-web-pr-42',
        },
      ],
      pageInfo: {},
    });
  });

  it('has logs, the last 200 lines unless more are asked for', async () => {
    const { app, logs } = serveHouse({ records: [readable()] });
    const { body } = await request(app)
      .get('/v1/previews/web-pr-42/logs?pod=web-1')
      .set('authorization', mockCredentials.user.header());
    expect(body).toEqual({ text: 'started\n' });
    expect(logs.read).toHaveBeenCalledWith(
      expect.objectContaining({ id: 'web-pr-42' }),
      { pod: 'web-1', container: undefined, tailLines: 200 },
    );
  });

  it('needs the name of a pod for its logs', async () => {
    const { status, body } = await ask(
      { records: [readable()] },
      '/v1/previews/web-pr-42/logs',
    );
    expect(status).toBe(400);
    expect(body.error.message).toContain('pod');
  });
});

it('tells how the repository of a component is watched', async () => {
  const { body } = await ask({}, `/v1/repositories?entityRef=${web}`);
  expect(body.items).toEqual([
    {
      host: 'github.com',
      owner: 'acme',
      name: 'web',
      definition: 'preview.yaml',
      triggerLabels: ['preview'],
      listedAt: '2026-03-01T11:59:00.000Z',
      problems: [],
    },
  ]);
});

describe('a definition', () => {
  const post = (app: Parameters<typeof request>[0], body: object) =>
    request(app)
      .post('/v1/validate')
      .set('authorization', mockCredentials.user.header())
      .send(body);

  it('is validated', async () => {
    const { app, validation } = serveHouse();
    const { body } = await post(app, { definition: 'kind: PreviewDefinition' });
    expect(body).toEqual({
      findings: [{ severity: 'error', message: 'unknown field', line: 3 }],
    });
    expect(validation.ofDefinition).toHaveBeenCalledWith(
      'kind: PreviewDefinition',
    );
  });

  it('is found by an entity', async () => {
    const { app, validation } = serveHouse();
    const { body } = await post(app, { entityRef: 'Component:Default/Web' });
    expect(body.findings).toEqual([
      expect.objectContaining({ field: 'spec.cluster', severity: 'error' }),
    ]);
    expect(validation.ofEntity).toHaveBeenCalledWith('component:default/web');
  });

  it.each`
    scenario                         | house                                                | status
    ${'an entity that is hidden'}    | ${{ hidden: ['component:default/web'] }}             | ${404}
    ${'who may not see previews'}    | ${{ denied: ['preview-environments.preview.read'] }} | ${403}
    ${'an entity that is not there'} | ${{ missing: ['component:default/web'] }}            | ${404}
  `('is not shown of or to $scenario', async ({ house, status }) => {
    const { app, validation } = serveHouse(house);
    const answer = await post(app, { entityRef: 'component:default/web' });
    expect(answer.status).toBe(status);
    expect(validation.ofEntity).not.toHaveBeenCalled();
  });

  it('may be as large as the description says, whatever its characters', async () => {
    const { app } = serveHouse();
    const { status } = await post(app, {
      definition: '\u0001'.repeat(262_144),
    });
    expect(status).toBe(200);
  });

  it.each`
    scenario        | body                                                      | message
    ${'missing'}    | ${{}}                                                     | ${'definition'}
    ${'one of two'} | ${{ definition: '', entityRef: 'component:default/web' }} | ${'either definition'}
    ${'no entity'}  | ${{ entityRef: 'web' }}                                   | ${'entityRef must be an entity ref'}
    ${'no text'}    | ${{ definition: 7 }}                                      | ${'definition'}
    ${'too large'}  | ${{ definition: 'x'.repeat(262_145) }}                    | ${'definition'}
  `('is refused when it is $scenario', async ({ body, message }) => {
    const answer = await post(serveHouse().app, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(message);
  });
});

describe('the audit log', () => {
  it.each`
    method      | path                                       | eventId               | severityLevel | meta
    ${'get'}    | ${'/v1/previews?phase=ready'}              | ${'preview-fetch'}    | ${undefined}  | ${{ queryType: 'all', phase: ['ready'] }}
    ${'get'}    | ${'/v1/previews/web-pr-42'}                | ${'preview-fetch'}    | ${undefined}  | ${{ queryType: 'by-id', previewId: 'web-pr-42' }}
    ${'get'}    | ${'/v1/previews/web-pr-42/logs?pod=web-1'} | ${'preview-fetch'}    | ${undefined}  | ${{ queryType: 'logs', previewId: 'web-pr-42' }}
    ${'delete'} | ${'/v1/previews/web-pr-42'}                | ${'preview-delete'}   | ${'medium'}   | ${{ previewId: 'web-pr-42' }}
    ${'post'}   | ${'/v1/previews/web-pr-42/redeploy'}       | ${'preview-redeploy'} | ${'medium'}   | ${{ previewId: 'web-pr-42' }}
    ${'get'}    | ${`/v1/repositories?entityRef=${web}`}     | ${'repository-fetch'} | ${undefined}  | ${{ queryType: 'by-entity', entityRef: web }}
  `(
    'has $eventId for $method $path',
    async ({ method, path, eventId, severityLevel, meta }) => {
      const { app, auditor, auditorEvent } = serveHouse({
        records: [readable()],
      });
      await request(app)
        [method as 'get'](path)
        .set('authorization', mockCredentials.user.header());
      const [event] = auditor.createEvent.mock.calls[0];
      expect(event).toMatchObject({
        eventId,
        meta,
        request: { method: method.toUpperCase() },
      });
      expect(event.severityLevel).toBe(severityLevel);
      expect(auditorEvent.success).toHaveBeenCalledTimes(1);
    },
  );

  it('has refusals as failures', async () => {
    const { app, auditorEvent } = serveHouse({
      records: [readable()],
      denied: ['preview-environments.preview.delete', adminPermission],
    });
    await request(app)
      .delete('/v1/previews/web-pr-42')
      .set('authorization', mockCredentials.user.header());
    expect(auditorEvent.fail).toHaveBeenCalledWith({
      error: expect.objectContaining({ name: 'NotAllowedError' }),
    });
    expect(auditorEvent.success).not.toHaveBeenCalled();
  });
});
