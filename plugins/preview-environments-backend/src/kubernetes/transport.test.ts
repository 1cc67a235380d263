import { FIELD_MANAGER } from '@previewenv/plugin-preview-environments-common';
import { ApiServer, json, statusBody } from './__testUtils__/apiServer';
import { HttpClusterClient } from './clusterClient';
import { runWithLease } from './lease';
import { HTTPRoute, Service } from './resources';
import { Transport } from './transport';
import { KubernetesObject } from './types';

const api = new ApiServer();
const ref = { resource: Service, namespace: 'shop', name: 'cart' };
const cart: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'cart', namespace: 'shop', uid: 'uid-1' },
  spec: { brandNew: 'kept' },
};

beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => {
  api.received.length = 0;
});

function connect(
  options: { path?: string; timeoutMilliseconds?: number } = {},
) {
  const transport = new Transport({
    access: api.access(options.path),
    timeoutMilliseconds: options.timeoutMilliseconds ?? 5_000,
  });
  const client = new HttpClusterClient({
    name: 'dev',
    transport,
    version: '1.2.3',
  });
  return { client, transport };
}

describe('requests', () => {
  it('read with our credentials and name', async () => {
    api.handler = (_, response) => json(response, 200, cart);
    await expect(connect().client.get(ref)).resolves.toEqual(cart);
    expect(api.received).toMatchObject([
      {
        method: 'GET',
        path: '/api/v1/namespaces/shop/services/cart',
        headers: {
          authorization: 'Bearer secret-token',
          'user-agent': 'preview-environments/1.2.3 (no lease)',
        },
      },
    ]);
  });

  it('keep the path of a server behind another one', async () => {
    api.handler = (_, response) => json(response, 200, cart);
    await connect({ path: '/k8s/clusters/c-1/' }).client.get(ref);
    expect(api.received[0].path).toBe(
      '/k8s/clusters/c-1/api/v1/namespaces/shop/services/cart',
    );
  });

  it('go over one connection, one after the other', async () => {
    api.handler = (_, response) => json(response, 200, cart);
    const { client } = connect();
    const before = api.connections;
    for (let i = 0; i < 5; i++) await client.get(ref);
    expect(api.connections - before).toBe(1);
  });

  it('send every field, also those that no model of Kubernetes knows', async () => {
    api.handler = ({ body }, response) => json(response, 200, JSON.parse(body));
    await connect().client.apply(Service, cart, { force: true });
    const [{ method, query, headers, body }] = api.received;
    expect(method).toBe('PATCH');
    expect(headers['content-type']).toBe('application/apply-patch+yaml');
    expect(Object.fromEntries(query)).toEqual({
      fieldManager: FIELD_MANAGER,
      force: 'true',
    });
    expect(JSON.parse(body)).toEqual(cart);
  });

  it('delete only the object of that uid', async () => {
    api.handler = (_, response) => json(response, 200, {});
    await connect().client.delete(ref, { uid: 'uid-1' });
    expect(JSON.parse(api.received[0].body)).toMatchObject({
      kind: 'DeleteOptions',
      preconditions: { uid: 'uid-1' },
    });
  });

  it('refuse to apply without a uid, which would create', async () => {
    const nameless = { ...cart, metadata: { name: 'cart', namespace: 'shop' } };
    await expect(
      connect().client.apply(Service, nameless, { force: true }),
    ).rejects.toThrow("can't be applied without uid");
    expect(api.received).toEqual([]);
  });

  it('read the last log lines', async () => {
    api.handler = (_, response) => response.end('one\ntwo\n');
    await expect(
      connect().client.logs({ namespace: 'shop', pod: 'cart-1', tailLines: 2 }),
    ).resolves.toBe('one\ntwo\n');
    expect(api.received[0]).toMatchObject({
      path: '/api/v1/namespaces/shop/pods/cart-1/log',
    });
    expect(api.received[0].query.get('tailLines')).toBe('2');
  });
});

describe('lists', () => {
  const page = (names: string[], token?: string) => ({
    metadata: { resourceVersion: '7', continue: token },
    items: names.map(name => ({ metadata: { name } })),
  });

  it('are read page by page, and their items say what they are', async () => {
    api.handler = ({ query }, response) =>
      json(
        response,
        200,
        query.get('continue') ? page(['b']) : page(['a'], 'next'),
      );
    const items = await connect().client.list({
      resource: HTTPRoute,
      labelSelector: 'of=us',
    });
    expect(items).toEqual([
      {
        apiVersion: HTTPRoute.apiVersion,
        kind: 'HTTPRoute',
        metadata: { name: 'a' },
      },
      {
        apiVersion: HTTPRoute.apiVersion,
        kind: 'HTTPRoute',
        metadata: { name: 'b' },
      },
    ]);
    expect(api.received[1].query.get('labelSelector')).toBe('of=us');
  });

  it('begin again once when a continuation is too old', async () => {
    let expired = false;
    api.handler = ({ query }, response) => {
      if (!query.get('continue')) json(response, 200, page(['a'], 'next'));
      else if (expired) json(response, 200, page(['b']));
      else json(response, 410, statusBody(410, 'Expired', 'too old'));
      expired ||= query.has('continue');
    };
    const items = await connect().client.list({ resource: HTTPRoute });
    expect(items.map(({ metadata }) => metadata.name)).toEqual(['a', 'b']);
  });

  it('fail as a whole when a page fails', async () => {
    api.handler = ({ query }, response) =>
      query.get('continue')
        ? json(response, 500, statusBody(500, 'InternalError', 'no'))
        : json(response, 200, page(['a'], 'next'));
    await expect(
      connect().client.list({ resource: HTTPRoute }),
    ).rejects.toMatchObject({ status: 500 });
  });
});

describe('failures', () => {
  it('answer undefined only when the server says that the object is not there', async () => {
    api.handler = (_, response) =>
      json(
        response,
        404,
        statusBody(404, 'NotFound', 'no', { name: 'cart', kind: 'services' }),
      );
    await expect(connect().client.get(ref)).resolves.toBeUndefined();
    api.handler = (_, response) => {
      response.writeHead(404);
      response.end('404 page not found');
    };
    await expect(connect().client.get(ref)).rejects.toMatchObject({
      name: 'KubernetesError',
      status: 404,
    });
  });

  it('carry what the server said, and no secret', async () => {
    api.handler = (_, response) =>
      json(response, 403, statusBody(403, 'Forbidden', 'you may not'));
    const error = await connect()
      .client.create(Service, cart)
      .catch(thrown => thrown);
    expect(error).toMatchObject({ status: 403, reason: 'Forbidden' });
    expect(error.message).toBe(
      'POST /api/v1/namespaces/shop/services on cluster dev: 403: you may not',
    );
    expect(JSON.stringify(error)).not.toContain('secret-token');
  });

  it('have no status when nobody answers in time, and the request is given up', async () => {
    let closed: Promise<void> = Promise.resolve();
    api.handler = (_, response) => {
      closed = new Promise(resolve => {
        response.on('close', resolve);
      });
    };
    await expect(
      connect({ timeoutMilliseconds: 30 }).client.create(Service, cart),
    ).rejects.toMatchObject({
      status: undefined,
      detail: 'no answer within 0.03 s',
    });
    await closed;
  });

  it('have no status when an answer stops in the middle', async () => {
    api.handler = (_, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('{');
      response.destroy();
    };
    await expect(connect().client.get(ref)).rejects.toMatchObject({
      name: 'KubernetesError',
      status: undefined,
    });
  });

  it('ask a read again when the server closed the idle connection meanwhile, but no write', async () => {
    const { client } = connect();
    const dropSecond = () => {
      let count = 0;
      api.handler = (_, response) => {
        count += 1;
        if (count === 2) response.socket?.resetAndDestroy();
        else json(response, 200, cart);
      };
    };
    dropSecond();
    await client.get(ref);
    await expect(client.get(ref)).resolves.toEqual(cart);
    dropSecond();
    await client.create(Service, cart);
    await expect(client.create(Service, cart)).rejects.toMatchObject({
      status: undefined,
    });
  });

  it('name an answer that is no JSON', async () => {
    api.handler = (_, response) => response.end('<html>');
    await expect(connect().client.get(ref)).rejects.toMatchObject({
      detail: 'the answer is no JSON: <html>',
    });
  });
});

describe('under a lease', () => {
  it('carries the generation and writes while there is time', async () => {
    api.handler = (_, response) => json(response, 201, cart);
    const { client } = connect();
    const lease = { generation: 7, remainingMilliseconds: () => 5_001 };
    await runWithLease(lease, () => client.create(Service, cart));
    expect(api.received[0].headers['user-agent']).toBe(
      'preview-environments/1.2.3 (7)',
    );
  });

  it('starts no write that could outlive it, and still reads', async () => {
    api.handler = (_, response) => json(response, 200, cart);
    const { client } = connect();
    const lease = { generation: 7, remainingMilliseconds: () => 5_000 };
    await runWithLease(lease, async () => {
      await expect(client.create(Service, cart)).rejects.toMatchObject({
        name: 'WaitingError',
      });
      await expect(
        client.apply(Service, cart, { force: true }),
      ).rejects.toMatchObject({ name: 'WaitingError' });
      await expect(client.mergePatch(ref, {})).rejects.toMatchObject({
        name: 'WaitingError',
      });
      await expect(client.delete(ref, { uid: 'x' })).rejects.toMatchObject({
        name: 'WaitingError',
      });
      expect(api.received).toEqual([]);
      await expect(client.get(ref)).resolves.toEqual(cart);
    });
  });
});
