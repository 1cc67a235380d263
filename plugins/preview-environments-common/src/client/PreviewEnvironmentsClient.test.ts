import { ResponseError } from '@backstage/errors';
import { phases } from '../phases';
import { components } from './openapi.generated';
import { PreviewEnvironmentsClient } from './PreviewEnvironmentsClient';

const discoveryApi = {
  getBaseUrl: async (pluginId: string) =>
    `http://backstage.test/api/${pluginId}`,
};

/** Answers every request with the same response, and keeps the last request. */
function backend(status: number, body: unknown) {
  const requests: Request[] = [];
  const client = new PreviewEnvironmentsClient({
    discoveryApi,
    fetchApi: {
      fetch: async (input, init) => {
        requests.push(new Request(input, init));
        return new Response(JSON.stringify(body), {
          status,
          headers: { 'content-type': 'application/json' },
        });
      },
    },
  });
  return { client, lastRequest: () => requests[requests.length - 1] };
}

const page = { items: [], pageInfo: {} };

it.each`
  call                                                                                                          | method      | path
  ${(api: PreviewEnvironmentsClient) => api.listPreviews({})}                                                   | ${'GET'}    | ${'/v1/previews'}
  ${(api: PreviewEnvironmentsClient) => api.listPreviews({ phase: ['ready', 'failed'], limit: 5 })}             | ${'GET'}    | ${'/v1/previews?phase=ready&phase=failed&limit=5'}
  ${(api: PreviewEnvironmentsClient) => api.listPreviews({ entityRef: 'component:default/web' })}               | ${'GET'}    | ${'/v1/previews?entityRef=component%3Adefault%2Fweb'}
  ${(api: PreviewEnvironmentsClient) => api.getPreview('web-pr-42')}                                            | ${'GET'}    | ${'/v1/previews/web-pr-42'}
  ${(api: PreviewEnvironmentsClient) => api.getPreview('../events')}                                            | ${'GET'}    | ${'/v1/previews/..%2Fevents'}
  ${(api: PreviewEnvironmentsClient) => api.deletePreview('web-pr-42')}                                         | ${'DELETE'} | ${'/v1/previews/web-pr-42'}
  ${(api: PreviewEnvironmentsClient) => api.redeployPreview('web-pr-42')}                                       | ${'POST'}   | ${'/v1/previews/web-pr-42/redeploy'}
  ${(api: PreviewEnvironmentsClient) => api.extendPreview('web-pr-42', { by: '3d' })}                           | ${'POST'}   | ${'/v1/previews/web-pr-42/extend'}
  ${(api: PreviewEnvironmentsClient) => api.keepPreview('web-pr-42')}                                           | ${'POST'}   | ${'/v1/previews/web-pr-42/keep'}
  ${(api: PreviewEnvironmentsClient) => api.unkeepPreview('web-pr-42')}                                         | ${'POST'}   | ${'/v1/previews/web-pr-42/unkeep'}
  ${(api: PreviewEnvironmentsClient) => api.sleepPreview('web-pr-42')}                                          | ${'POST'}   | ${'/v1/previews/web-pr-42/sleep'}
  ${(api: PreviewEnvironmentsClient) => api.createPreview({ entityRef: 'component:default/web', branch: 'x' })} | ${'POST'}   | ${'/v1/previews'}
  ${(api: PreviewEnvironmentsClient) => api.wakePreview('web-pr-42')}                                           | ${'POST'}   | ${'/v1/previews/web-pr-42/wake'}
  ${(api: PreviewEnvironmentsClient) => api.releasePreview('web-pr-42')}                                        | ${'POST'}   | ${'/v1/previews/web-pr-42/release'}
  ${(api: PreviewEnvironmentsClient) => api.makeEntryLink('web-pr-42')}                                         | ${'POST'}   | ${'/v1/previews/web-pr-42/entry'}
  ${(api: PreviewEnvironmentsClient) => api.listOrphans()}                                                      | ${'GET'}    | ${'/v1/orphans'}
  ${(api: PreviewEnvironmentsClient) => api.listQuotas()}                                                       | ${'GET'}    | ${'/v1/quotas'}
  ${(api: PreviewEnvironmentsClient) => api.releaseOrphan('dev:pv-web/1')}                                      | ${'POST'}   | ${'/v1/orphans/dev%3Apv-web%2F1/release'}
  ${(api: PreviewEnvironmentsClient) => api.getSweep()}                                                         | ${'GET'}    | ${'/v1/sweep'}
  ${(api: PreviewEnvironmentsClient) => api.releaseSweep()}                                                     | ${'POST'}   | ${'/v1/sweep/release'}
  ${(api: PreviewEnvironmentsClient) => api.getPreviewHistory('web-pr-42', { limit: 3, cursor: 'abc' })}        | ${'GET'}    | ${'/v1/previews/web-pr-42/history?limit=3&cursor=abc'}
  ${(api: PreviewEnvironmentsClient) => api.getPreviewObjects('web-pr-42')}                                     | ${'GET'}    | ${'/v1/previews/web-pr-42/objects'}
  ${(api: PreviewEnvironmentsClient) => api.getPreviewLogs('web-pr-42', { pod: 'web-1', tail: 10 })}            | ${'GET'}    | ${'/v1/previews/web-pr-42/logs?pod=web-1&tail=10'}
  ${(api: PreviewEnvironmentsClient) => api.listRepositories('component:default/web')}                          | ${'GET'}    | ${'/v1/repositories?entityRef=component%3Adefault%2Fweb'}
  ${(api: PreviewEnvironmentsClient) => api.validate('kind: PreviewDefinition')}                                | ${'POST'}   | ${'/v1/validate'}
  ${(api: PreviewEnvironmentsClient) => api.validateEntity('component:default/web')}                            | ${'POST'}   | ${'/v1/validate'}
`(
  'asks $method $path and answers with the body',
  async ({ call, method, path }) => {
    const { client, lastRequest } = backend(200, page);
    await expect(call(client)).resolves.toEqual(page);
    expect(lastRequest().method).toBe(method);
    expect(lastRequest().url).toBe(
      `http://backstage.test/api/preview-environments${path}`,
    );
  },
);

it.each`
  call                                                                                                   | body
  ${(api: PreviewEnvironmentsClient) => api.validate('kind: PreviewDefinition')}                         | ${{ definition: 'kind: PreviewDefinition' }}
  ${(api: PreviewEnvironmentsClient) => api.validateEntity('component:default/web')}                     | ${{ entityRef: 'component:default/web' }}
  ${(api: PreviewEnvironmentsClient) => api.makeEntryLink('web-pr-42', { host: 'staging.example.com' })} | ${{ host: 'staging.example.com' }}
  ${(api: PreviewEnvironmentsClient) => api.makeEntryLink('web-pr-42')}                                  | ${{}}
  ${(api: PreviewEnvironmentsClient) => api.extendPreview('web-pr-42', { by: '3d' })}                    | ${{ by: '3d' }}
  ${(api: PreviewEnvironmentsClient) => api.extendPreview('web-pr-42')}                                  | ${{}}
  ${(api: PreviewEnvironmentsClient) => api.releasePreview('web-pr-42', { dryRun: true })}               | ${{ dryRun: true }}
  ${(api: PreviewEnvironmentsClient) => api.releasePreview('web-pr-42')}                                 | ${{ dryRun: false }}
`('sends $body as JSON', async ({ call, body }) => {
  const { client, lastRequest } = backend(200, {});
  await call(client);
  expect(lastRequest().headers.get('content-type')).toBe('application/json');
  await expect(lastRequest().json()).resolves.toEqual(body);
});

it('can be sent through a fetch API that reads every request before it passes it on', async () => {
  const bodies: string[] = [];
  const client = new PreviewEnvironmentsClient({
    discoveryApi,
    fetchApi: {
      fetch: async (input, init) => {
        for (const _ of ['a reader', 'the sender']) {
          bodies.push(await new Request(input, init).text());
        }
        return new Response('{}', {
          headers: { 'content-type': 'application/json' },
        });
      },
    },
  });
  await client.extendPreview('web-pr-42', { by: '3d' });
  expect(bodies).toEqual(['{"by":"3d"}', '{"by":"3d"}']);
});

it.each`
  scenario                                  | options                | header
  ${'a backend passes a token'}             | ${{ token: 'secret' }} | ${'Bearer secret'}
  ${'the fetch API is left to add its own'} | ${{}}                  | ${null}
`('$scenario', async ({ options, header }) => {
  const { client, lastRequest } = backend(200, page);
  await client.listPreviews({}, options);
  expect(lastRequest().headers.get('authorization')).toBe(header);
});

it('throws what the backend refuses as a ResponseError with its reason', async () => {
  const { client } = backend(403, {
    error: {
      name: 'NotAllowedError',
      message: 'You need the permission preview-environments.preview.delete.',
    },
    request: { method: 'DELETE', url: '/v1/previews/web-pr-42' },
    response: { statusCode: 403 },
  });
  const failure = await client.deletePreview('web-pr-42').catch(error => error);
  expect(failure).toBeInstanceOf(ResponseError);
  expect(failure).toMatchObject({
    statusCode: 403,
    cause: {
      name: 'NotAllowedError',
      message: expect.stringContaining('preview.delete'),
    },
  });
});

it('throws a ResponseError also when a proxy on the way answers in its own words', async () => {
  const client = new PreviewEnvironmentsClient({
    discoveryApi,
    fetchApi: {
      fetch: async () =>
        new Response('<h1>Bad gateway</h1>', {
          status: 502,
          statusText: 'Bad Gateway',
        }),
    },
  });
  await expect(client.getPreview('web-pr-42')).rejects.toThrow(
    'Request failed with 502 Bad Gateway',
  );
});

it('passes the end of a request on', async () => {
  const { client, lastRequest } = backend(200, page);
  const controller = new AbortController();
  await client.listPreviews({}, { signal: controller.signal });
  controller.abort();
  expect(lastRequest().signal.aborted).toBe(true);
});

it('knows the same phases as the description of the REST API', () => {
  const described: Record<components['schemas']['Phase'], true> = {
    'awaiting-approval': true,
    queued: true,
    'awaiting-image': true,
    provisioning: true,
    deploying: true,
    verifying: true,
    ready: true,
    degraded: true,
    failed: true,
    asleep: true,
    terminating: true,
    gone: true,
  };
  expect(Object.keys(described)).toEqual([...phases]);
});
