import { createHash } from 'node:crypto';
import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { ImageRegistry } from './ImageRegistry';
import { RegistrySettings } from './settings';

const digest = `sha256:${'a'.repeat(64)}`;
const there = { state: 'found', digest, manifests: [] };
const web = { name: 'ghcr.io/acme/web', tag: 'pr-42-1a2b3c4' };
const manifest = 'https://ghcr.io/v2/acme/web/manifests/pr-42-1a2b3c4';
const bearer = 'Bearer realm="https://ghcr.io/token",service="ghcr.io"';
const fromRegistry = { 'docker-distribution-api-version': 'registry/2.0' };

interface Seen {
  request: string;
  authorization: string | undefined;
}

/** Answers by `METHOD url`; anything else is a mistake of the test. */
function setUp(
  answers: Record<string, (seen: Seen) => Response>,
  registries: RegistrySettings[] = [],
  addresses: Record<string, string[]> = {},
) {
  const seen: Seen[] = [];
  let time = new Date('2026-01-01T00:00:00Z');
  const fetchNow: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const request = `${init?.method} ${url.origin}${url.pathname}`;
    const authorization =
      new Headers(init?.headers).get('authorization') ?? undefined;
    seen.push({
      request: `${init?.method} ${decodeURIComponent(url.href)}`,
      authorization,
    });
    const answer = answers[request];
    if (!answer) throw new Error(`unexpected ${request}`);
    return answer({ request, authorization });
  };
  const registry = new ImageRegistry(registries, {
    fetch: fetchNow,
    now: () => time,
    resolve: async name => addresses[name] ?? ['203.0.113.7'],
  });
  const pass = (milliseconds: number) => {
    time = new Date(time.getTime() + milliseconds);
  };
  return { registry, seen, pass };
}

const found = () =>
  new Response(undefined, { headers: { 'docker-content-digest': digest } });

const status =
  (code: number, headers: Record<string, string> = {}, body?: unknown) =>
  () =>
    new Response(body === undefined ? undefined : JSON.stringify(body), {
      status: code,
      headers,
    });

const unknown = (code: string) => ({ errors: [{ code }] });

describe('an image', () => {
  it('is there, with its digest', async () => {
    const { registry, seen } = setUp({ [`HEAD ${manifest}`]: found });
    expect(await registry.look(web)).toEqual(there);
    expect(seen).toEqual([
      { request: `HEAD ${manifest}`, authorization: undefined },
    ]);
  });

  it.each`
    name                          | url
    ${'nginx'}                    | ${'https://registry-1.docker.io/v2/library/nginx/manifests/1'}
    ${'acme/web'}                 | ${'https://registry-1.docker.io/v2/acme/web/manifests/1'}
    ${'index.docker.io/acme/web'} | ${'https://registry-1.docker.io/v2/acme/web/manifests/1'}
    ${'localhost:5000/acme/web'}  | ${'http://localhost:5000/v2/acme/web/manifests/1'}
    ${'10.0.0.1:5000/web'}        | ${'https://10.0.0.1:5000/v2/web/manifests/1'}
  `('$name is asked for at $url', async ({ name, url }) => {
    const { registry } = setUp({ [`HEAD ${url}`]: found }, [
      { host: 'localhost:5000', insecure: true },
    ]);
    expect(await registry.look({ name, tag: '1' })).toEqual(there);
  });

  it.each`
    name                            | tag
    ${'Acme/Web'}                   | ${'1'}
    ${'ghcr.io/acme/web:1'}         | ${'1'}
    ${`ghcr.io/acme/web@${digest}`} | ${'1'}
    ${'https://ghcr.io/acme/web'}   | ${'1'}
    ${'ghcr.io/../../token'}        | ${'1'}
    ${'ghcr.io/acme/web'}           | ${'a/b'}
    ${'ghcr.io/acme/web'}           | ${'..'}
    ${'ghcr.io/acme/web'}           | ${''}
  `('named $name:$tag is refused before any request', async image => {
    const { registry, seen } = setUp({});
    await expect(registry.look(image)).rejects.toThrow(RefusedError);
    expect(seen).toEqual([]);
  });

  it.each`
    scenario                                       | head                         | get
    ${'a HEAD that a registry answered'}           | ${status(404, fromRegistry)} | ${undefined}
    ${'an unknown manifest'}                       | ${status(404)}               | ${status(404, {}, unknown('MANIFEST_UNKNOWN'))}
    ${'an unknown repository'}                     | ${status(404)}               | ${status(404, {}, unknown('NAME_UNKNOWN'))}
    ${'an unknown manifest where HEAD is unknown'} | ${status(405)}               | ${status(404, {}, unknown('MANIFEST_UNKNOWN'))}
  `('is not there by $scenario', async ({ head, get }) => {
    const { registry } = setUp({
      [`HEAD ${manifest}`]: head,
      [`GET ${manifest}`]: get,
    });
    expect(await registry.look(web)).toEqual({
      state: 'missing',
      answer: 'ghcr.io does not know it, asked without a user',
    });
  });

  it('is found by GET where HEAD is not answered, its digest computed', async () => {
    const body = '{"schemaVersion":2}';
    const { registry } = setUp({
      [`HEAD ${manifest}`]: status(405),
      [`GET ${manifest}`]: () => new Response(body),
    });
    const hex = createHash('sha256').update(body).digest('hex');
    expect(await registry.look(web)).toEqual({
      state: 'found',
      digest: `sha256:${hex}`,
      manifests: [],
    });
  });

  it.each`
    scenario                           | answers                                                                                                   | after        | says
    ${'a proxy’s own 404'}             | ${{ HEAD: status(404), GET: () => new Response('<h1>Not found', { status: 404 }) }}                       | ${undefined} | ${'without saying that the image is unknown'}
    ${'another error with 404'}        | ${{ HEAD: status(404), GET: status(404, {}, unknown('DENIED')) }}                                         | ${undefined} | ${'without saying'}
    ${'no right to see it'}            | ${{ HEAD: status(403) }}                                                                                  | ${60_000}    | ${/\(403\): it is not pushed yet, or it needs a user under previewEnvironments.registries, at the host ghcr.io/}
    ${'an outage'}                     | ${{ HEAD: status(503) }}                                                                                  | ${undefined} | ${'ghcr.io answered with 503'}
    ${'a rate limit'}                  | ${{ HEAD: status(429, { 'retry-after': '30' }) }}                                                         | ${30_000}    | ${'limits the rate'}
    ${'a manifest without an end'}     | ${{ HEAD: status(405), GET: () => new Response('x'.repeat(5_000_000)) }}                                  | ${undefined} | ${'answered with more than'}
    ${'content of another digest'}     | ${{ HEAD: status(405), GET: () => new Response('{}', { headers: { 'docker-content-digest': digest } }) }} | ${undefined} | ${'content that has another digest than it says'}
    ${'redirects without end'}         | ${{ HEAD: status(307, { location: manifest }) }}                                                          | ${undefined} | ${'sends us elsewhere'}
    ${'a redirect away from HTTPS'}    | ${{ HEAD: status(307, { location: 'http://10.0.0.1/' }) }}                                                | ${undefined} | ${'away from HTTPS'}
    ${'a challenge that is not known'} | ${{ HEAD: status(401, { 'www-authenticate': 'Negotiate' }) }}                                             | ${60_000}    | ${'(401)'}
  `('cannot be told by $scenario', async ({ answers, after, says }) => {
    const { registry } = setUp(
      Object.fromEntries(
        Object.entries(answers).map(([method, answer]) => [
          `${method} ${manifest}`,
          answer as () => Response,
        ]),
      ),
    );
    const error = await registry.look(web).catch(caught => caught);
    expect(error).toBeInstanceOf(WaitingError);
    expect(error.message).toMatch(says);
    expect(error.afterMilliseconds).toBe(after);
  });

  it('cannot be told without a connection, and the cause is named', async () => {
    const failing = new ImageRegistry([], {
      resolve: async () => [],
      fetch: async () => {
        throw new TypeError('fetch failed', {
          cause: new Error('getaddrinfo ENOTFOUND ghcr.io'),
        });
      },
    });
    await expect(failing.look(web)).rejects.toThrow(
      'ghcr.io cannot be reached: getaddrinfo ENOTFOUND ghcr.io',
    );
  });
});

describe('a registry that asks for a token', () => {
  const user = { host: 'ghcr.io', username: 'bot', password: 'secret' };
  const basic = `Basic ${Buffer.from('bot:secret').toString('base64')}`;
  const withToken =
    (token: string, challenge = bearer) =>
    ({ authorization }: Seen) =>
      authorization === `Bearer ${token}`
        ? found()
        : status(401, { 'www-authenticate': challenge })();

  it('gets one for the repository, and it is used again while it lives', async () => {
    const { registry, seen, pass } = setUp({
      [`HEAD ${manifest}`]: withToken('t'),
      'GET https://ghcr.io/token': status(
        200,
        {},
        { token: 't', expires_in: 300 },
      ),
    });
    expect(await registry.look(web)).toEqual(there);
    expect(seen.map(({ request }) => request)).toEqual([
      `HEAD ${manifest}`,
      'GET https://ghcr.io/token?service=ghcr.io&scope=repository:acme/web:pull',
      `HEAD ${manifest}`,
    ]);
    pass(280_000);
    await registry.look(web);
    expect(seen).toHaveLength(4);
    pass(20_000);
    await registry.look(web);
    expect(seen).toHaveLength(7);
  });

  it('gets a new one when the old one is refused', async () => {
    let token = 'first';
    const { registry } = setUp({
      [`HEAD ${manifest}`]: seen => withToken(token)(seen),
      'GET https://ghcr.io/token': () =>
        status(200, {}, { access_token: token, expires_in: 3600 })(),
    });
    await registry.look(web);
    token = 'second';
    expect(await registry.look(web)).toEqual(there);
  });

  it('sends the user to the token service only', async () => {
    const { registry, seen } = setUp(
      {
        [`HEAD ${manifest}`]: withToken('t'),
        'GET https://ghcr.io/token': status(200, {}, { token: 't' }),
      },
      [user],
    );
    await registry.look(web);
    expect(seen.map(({ authorization }) => authorization)).toEqual([
      undefined,
      basic,
      'Bearer t',
    ]);
  });

  it('does not tell another host who we are', async () => {
    const elsewhere = 'https://mirror.example.com/v2/acme/web/manifests/x';
    const { registry, seen } = setUp({
      [`HEAD ${manifest}`]: ({ authorization }) =>
        authorization
          ? status(307, { location: elsewhere })()
          : status(401, { 'www-authenticate': bearer })(),
      'GET https://ghcr.io/token': status(200, {}, { token: 't' }),
      [`HEAD ${elsewhere}`]: found,
    });
    expect(await registry.look(web)).toEqual(there);
    expect(seen.at(-1)?.authorization).toBeUndefined();
  });

  it.each`
    scenario                             | challenge                              | token                              | registries | kind            | says
    ${'a token service elsewhere'}       | ${'Bearer realm="https://10.0.0.1/t"'} | ${status(200, {}, { token: 't' })} | ${[]}      | ${RefusedError} | ${/https:\/\/10.0.0.1\/t .* tokenHosts/}
    ${'a user that is not accepted'}     | ${bearer}                              | ${status(401)}                     | ${[user]}  | ${RefusedError} | ${/ghcr.io does not accept bot: see previewEnvironments.registries/}
    ${'a package that is not visible'}   | ${bearer}                              | ${status(401)}                     | ${[]}      | ${WaitingError} | ${/not pushed yet, or it needs a user/}
    ${'a package that is forbidden'}     | ${bearer}                              | ${status(403)}                     | ${[user]}  | ${WaitingError} | ${/not pushed yet, or bot may not pull it/}
    ${'a token service that is down'}    | ${bearer}                              | ${status(502)}                     | ${[]}      | ${WaitingError} | ${/ghcr.io answered with 502/}
    ${'an answer without a token'}       | ${bearer}                              | ${status(200, {}, {})}             | ${[]}      | ${WaitingError} | ${/without a token/}
    ${'an answer that is not JSON'}      | ${bearer}                              | ${() => new Response('<html>')}    | ${[]}      | ${WaitingError} | ${/without a token/}
    ${'a user where none is configured'} | ${'Basic realm="r"'}                   | ${undefined}                       | ${[]}      | ${RefusedError} | ${/asks for a user/}
  `('says what to do about $scenario', async row => {
    const { challenge, token, registries, kind, says } = row;
    const { registry, seen } = setUp(
      {
        [`HEAD ${manifest}`]: withToken('t', challenge),
        'GET https://ghcr.io/token': token,
      },
      registries,
    );
    const error = await registry.look(web).catch(caught => caught);
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toMatch(says);
    expect(error.message).not.toContain('secret');
    expect(seen.some(({ request }) => request.includes('10.0.0.1'))).toBe(
      false,
    );
  });

  it('answers a challenge for a user', async () => {
    const { registry } = setUp(
      {
        [`HEAD ${manifest}`]: ({ authorization }) =>
          authorization === basic
            ? found()
            : status(401, { 'www-authenticate': 'Basic realm="ecr"' })(),
      },
      [user],
    );
    expect(await registry.look(web)).toEqual(there);
  });
});

describe('where definitions and registries may lead us', () => {
  const elsewhere = 'https://mirror.example.com/v2/acme/web/manifests/x';
  const to = (location: string) => status(307, { location });

  it.each`
    scenario                             | name                       | addresses
    ${'the own machine'}                 | ${'localhost:7007/web'}    | ${{ localhost: ['::1', '127.0.0.1'] }}
    ${'an address of it'}                | ${'127.0.0.1:7007/web'}    | ${{ '127.0.0.1': ['127.0.0.1'] }}
    ${'the metadata of a cloud'}         | ${'169.254.169.254/web'}   | ${{ '169.254.169.254': ['169.254.169.254'] }}
    ${'metadata by the newer protocol'}  | ${'meta.evil.example/web'} | ${{ 'meta.evil.example': ['fd00:ec2::254'] }}
    ${'a name that is that of loopback'} | ${'reg.evil.example/web'}  | ${{ 'reg.evil.example': ['203.0.113.9', '127.0.0.53'] }}
    ${'the same, mapped'}                | ${'reg.evil.example/web'}  | ${{ 'reg.evil.example': ['::ffff:127.0.0.1'] }}
    ${'a neighbour on the link'}         | ${'reg.evil.example/web'}  | ${{ 'reg.evil.example': ['fe80::1'] }}
    ${'no machine at all'}               | ${'reg.evil.example/web'}  | ${{ 'reg.evil.example': ['0.0.0.0'] }}
  `('never to $scenario', async ({ name, addresses }) => {
    const { registry, seen } = setUp({}, [], addresses);
    const error = await registry
      .look({ name, tag: '1' })
      .catch(caught => caught);
    expect(error).toBeInstanceOf(RefusedError);
    expect(error.message).toMatch(
      /has to be configured under previewEnvironments.registries/,
    );
    expect(seen).toEqual([]);
  });

  it.each`
    scenario                            | answers                                                                                                        | says
    ${'a redirect to the own machine'}  | ${{ [`HEAD ${manifest}`]: to('https://localhost:7007/v2/') }}                                                  | ${/^localhost:7007 is an address/}
    ${'two to it'}                      | ${{ [`HEAD ${manifest}`]: to(elsewhere), [`HEAD ${elsewhere}`]: to('https://localhost:7007/v2/') }}            | ${/^localhost:7007 is an address/}
    ${'a token service on it'}          | ${{ [`HEAD ${manifest}`]: status(401, { 'www-authenticate': 'Bearer realm="https://meta.ghcr.io/"' }) }}       | ${/^meta.ghcr.io is an address/}
    ${'a redirect to another protocol'} | ${{ [`HEAD ${manifest}`]: to('ftp://mirror.example.com/') }}                                                   | ${/away from HTTPS/}
    ${'a redirect to who asks back'}    | ${{ [`HEAD ${manifest}`]: to(elsewhere), [`HEAD ${elsewhere}`]: status(401, { 'www-authenticate': bearer }) }} | ${/mirror.example.com for a manifest, which asks who we are/}
  `('and not by $scenario', async ({ answers, says }) => {
    const { registry, seen } = setUp(
      answers,
      [{ host: 'ghcr.io', username: 'bot', password: 'secret' }],
      { localhost: ['127.0.0.1'], 'meta.ghcr.io': ['169.254.169.254'] },
    );
    const error = await registry.look(web).catch(caught => caught);
    expect(error.message).toMatch(says);
    expect(seen).toHaveLength(Object.keys(answers).length);
    expect(seen.every(({ authorization }) => !authorization)).toBe(true);
  });

  it('a registry of ours may have its tokens at another port', async () => {
    const image = 'HEAD http://localhost:5000/v2/web/manifests/1';
    const realm = 'Bearer realm="http://localhost:5001/token"';
    const { registry } = setUp(
      {
        [image]: ({ authorization }) =>
          authorization
            ? found()
            : status(401, { 'www-authenticate': realm })(),
        'GET http://localhost:5001/token': status(200, {}, { token: 't' }),
      },
      [{ host: 'localhost:5000', insecure: true }],
      { localhost: ['127.0.0.1'] },
    );
    expect(
      await registry.look({ name: 'localhost:5000/web', tag: '1' }),
    ).toEqual(there);
  });

  it.each`
    scenario                     | location                       | found
    ${'to itself'}               | ${'/elsewhere'}                | ${'http://localhost:5000/elsewhere'}
    ${'to another that is, too'} | ${'http://localhost:5001/web'} | ${'http://localhost:5001/web'}
    ${'to any by HTTPS'}         | ${'https://ghcr.io/web'}       | ${'https://ghcr.io/web'}
    ${'not to a stranger'}       | ${'http://169.254.169.254/'}   | ${undefined}
    ${'not to a neighbour'}      | ${'http://localhost:5002/'}    | ${undefined}
  `(
    'a registry of plain HTTP may redirect $scenario',
    async ({ location, found: last }) => {
      const { registry, seen } = setUp(
        {
          'HEAD http://localhost:5000/v2/web/manifests/1': to(location),
          [`HEAD ${last}`]: found,
        },
        [
          { host: 'localhost:5000', insecure: true },
          { host: 'localhost:5001', insecure: true },
        ],
        { localhost: ['127.0.0.1'], '169.254.169.254': ['169.254.169.254'] },
      );
      const outcome = await registry
        .look({ name: 'localhost:5000/web', tag: '1' })
        .then(({ state }) => state)
        .catch(({ message }) => /sends us elsewhere/.exec(message)?.[0]);
      expect(outcome).toBe(last ? 'found' : 'sends us elsewhere');
      expect(seen).toHaveLength(last ? 2 : 1);
    },
  );
});
