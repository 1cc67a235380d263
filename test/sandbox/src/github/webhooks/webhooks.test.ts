import { createHmac } from 'node:crypto';
import { listen, Listening, readBody } from '../../http';
import { caller, eventually } from '../../testing';
import { GitHub, startGitHub } from '../server';

const secret = "It's a Secret to Everybody";

interface Received {
  event: string;
  delivery: string;
  signature: string;
  raw: Buffer;
  body: Record<string, never>;
}

let receiver: Listening;
let received: Received[];
let github: GitHub;

beforeAll(async () => {
  receiver = await listen(
    async (request, response) => {
      const raw = await readBody(request);
      const header = (name: string) => String(request.headers[name]);
      received.push({
        event: header('x-github-event'),
        delivery: header('x-github-delivery'),
        signature: header('x-hub-signature-256'),
        raw,
        body: JSON.parse(raw.toString()),
      });
      response.writeHead(202).end();
    },
    { name: 'receiver', port: 0 },
  );
});

afterAll(() => receiver.close());

beforeEach(async () => {
  received = [];
  const url = `http://127.0.0.1:${receiver.port}/`;
  github = await startGitHub({ port: 0, webhook: { url, secret } });
});

afterEach(() => github.close());

const call = caller(() => github.url);
const api = caller(() => `${github.url}/api/v3`);
const putPull = (number: number, body: object, query = '') =>
  call('PUT', `/_/repos/acme/web/pulls/${number}${query}`, body);

describe('webhooks', () => {
  it('are signed and say what happened, in order', async () => {
    const { body } = await putPull(1, {
      labels: ['preview'],
      sha: 'a'.repeat(40),
    });
    expect(body.events).toEqual(['opened', 'labeled']);
    await putPull(1, { sha: 'b'.repeat(40), draft: true });
    await putPull(1, { state: 'closed' });
    expect(received.map(each => each.body.action)).toEqual([
      'opened',
      'labeled',
      'synchronize',
      'converted_to_draft',
      'closed',
    ]);
    for (const { raw, signature, event, delivery } of received) {
      expect(signature).toBe(
        `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`,
      );
      expect([event, delivery]).toEqual([
        'pull_request',
        expect.stringMatching(/^[0-9a-f-]{36}$/),
      ]);
    }
    expect(received[2].body).toMatchObject({
      before: 'a'.repeat(40),
      after: 'b'.repeat(40),
      number: 1,
      repository: {
        full_name: 'acme/web',
        default_branch: 'main',
        owner: { login: 'acme' },
      },
      pull_request: {
        head: { sha: 'b'.repeat(40), repo: { full_name: 'acme/web' } },
        base: { ref: 'main' },
      },
    });
  });

  it('can be lost, and sent again under the old id', async () => {
    await putPull(1, {}, '?silent=1');
    expect(received).toEqual([]);
    await putPull(1, { title: 'Other' });
    await call('POST', '/_/redeliver/0');
    expect(received.map(({ delivery }) => delivery)).toEqual([
      received[0].delivery,
      received[0].delivery,
    ]);
  });

  it('are recorded when nobody receives them', async () => {
    const closed = await listen(undefined, { name: 'closed', port: 0 });
    await closed.close();
    await call('DELETE', '/_/hooks');
    await call('POST', '/_/hooks', {
      url: `http://127.0.0.1:${closed.port}/`,
      events: ['pull_request'],
    });
    await putPull(1, {});
    expect((await call('GET', '/_/deliveries')).body).toMatchObject([
      { event: 'pull_request', action: 'opened', status: 'ECONNREFUSED' },
    ]);
  });

  it('tell of pushes through the API without making the caller wait', async () => {
    await call('PUT', '/_/repos/acme/web');
    await api('PUT', '/repos/acme/web/contents/preview.yaml', {
      message: 'x',
      content: 'eA==',
    });
    const push = await eventually(() =>
      received.find(({ event }) => event === 'push'),
    );
    expect(push.body).toMatchObject({
      ref: 'refs/heads/main',
      commits: [{ modified: ['preview.yaml'] }],
    });
  });

  it.each`
    happening                     | topic                          | payload
    ${'a status'}                 | ${'status'}                    | ${{ state: 'success', context: 'image', sha: 'a'.repeat(40) }}
    ${'a repository renamed'}     | ${'repository'}                | ${{ action: 'renamed', changes: { repository: { name: { from: 'web' } } }, repository: { full_name: 'acme/shop' } }}
    ${'a repository transferred'} | ${'repository'}                | ${{ action: 'transferred', changes: { owner: { from: { organization: { login: 'acme' } } } } }}
    ${'a repository archived'}    | ${'repository'}                | ${{ action: 'archived', repository: { archived: true } }}
    ${'a repository deleted'}     | ${'repository'}                | ${{ action: 'deleted', repository: { full_name: 'acme/web' } }}
    ${'an image pushed'}          | ${'registry_package'}          | ${{ action: 'published', registry_package: { package_version: { package_url: 'ghcr.io/acme/web:pr-1' } } }}
    ${'us taken away'}            | ${'installation_repositories'} | ${{ action: 'removed', repositories_removed: [{ full_name: 'acme/web' }], repositories_added: [] }}
    ${'us installed'}             | ${'installation'}              | ${{ action: 'created', repositories: [{ full_name: 'acme/web' }] }}
  `('tell of $happening', async ({ happening, topic, payload }) => {
    const web = '/_/repos/acme/web';
    await putPull(1, { sha: 'a'.repeat(40) }, '?silent=1');
    const happenings: Record<string, () => Promise<unknown>> = {
      'a status': () =>
        api('POST', `/repos/acme/web/statuses/${'a'.repeat(40)}`, {
          ...{ state: 'success', context: 'image' },
        }),
      'a repository renamed': () => call('PUT', web, { name: 'shop' }),
      'a repository transferred': () => call('PUT', web, { owner: 'other' }),
      'a repository archived': () => call('PUT', web, { archived: true }),
      'a repository deleted': () => call('DELETE', web),
      'an image pushed': () =>
        call('POST', `${web}/images`, {
          ...{ name: 'ghcr.io/acme/web', tag: 'pr-1' },
        }),
      'us taken away': () =>
        call('POST', '/_/installation', {
          ...{ action: 'removed', repositories: ['acme/web'] },
        }),
      'us installed': () =>
        call('POST', '/_/installation', {
          ...{ action: 'created', repositories: ['acme/web'] },
        }),
    };
    await happenings[happening]();
    const delivery = await eventually(() =>
      received.find(({ event }) => event === topic),
    );
    expect(delivery.body).toMatchObject(payload);
  });

  it('show no private repository any more to whom it was taken from', async () => {
    await call('PUT', '/_/repos/acme/web', { private: true });
    const installation = (action: string) =>
      call('POST', '/_/installation', { action, repositories: ['acme/web'] });
    await installation('removed');
    expect((await api('GET', '/repos/acme/web')).status).toBe(404);
    await installation('added');
    expect((await api('GET', '/repos/acme/web')).status).toBe(200);
  });
});
