import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import {
  Asked,
  digestOf,
  indexType,
  manifestType,
  RegistryKind,
  registryKinds,
  ScriptedRegistry,
} from './__testUtils__/registries';
import { ImageRegistry } from './ImageRegistry';
import { RegistrySettings } from './settings';
import { signInsOf } from './signIn';

const tag = 'pr-42-1a2b3c4';
const anywhere = async () => ['203.0.113.7'];
const one = { type: manifestType, text: '{"schemaVersion":2,"layers":[]}' };

/** The clouds' own services, which give the users of their registries one after another. */
function cloud() {
  let tokens = 0;
  const answer = ({ url }: Asked): Response | undefined => {
    const { hostname } = new URL(url);
    tokens += 1;
    if (hostname === 'api.ecr.eu-central-1.amazonaws.com')
      return Response.json({
        authorizationData: [
          {
            authorizationToken: btoa(`AWS:token-${tokens}`),
            expiresAt: Date.parse('2026-01-01T12:00:00Z') / 1000,
          },
        ],
      });
    if (hostname === 'metadata.google.internal')
      return Response.json({
        access_token: `google-${tokens}`,
        expires_in: 3599,
        token_type: 'Bearer',
      });
    return undefined;
  };
  return answer;
}

function settingsFor({ host, user }: RegistryKind): RegistrySettings {
  if (user?.startsWith('AWS:')) return { host, signIn: 'aws' };
  if (user?.startsWith('oauth2')) return { host, signIn: 'google' };
  const [username, password] = user?.split(':') ?? [];
  return { host, username, password };
}

function setUp(
  kind: RegistryKind,
  settings: RegistrySettings[] = [settingsFor(kind)],
) {
  const server = new ScriptedRegistry(kind, cloud());
  let time = Date.parse('2026-01-01T00:00:00Z');
  const now = () => new Date(time);
  const registry = new ImageRegistry(settings, {
    fetch: server.fetch,
    now,
    resolve: anywhere,
    signIns: signInsOf({
      awsIdentityFor: async () => ({
        accessKeyId: 'AKIDEXAMPLE',
        secretAccessKey: 'aws-secret',
      }),
      fetch: server.fetch,
      now,
    }),
  });
  return {
    server,
    registry,
    image: { name: `${kind.host}/acme/web`, tag },
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

describe.each(Object.entries(registryKinds))('%s', (_name, kind) => {
  it('shows an image, and is asked once while what it was shown is good', async () => {
    const { server, registry, image } = setUp(kind);
    server.manifests.set(tag, one);
    const found = { state: 'found', digest: digestOf(one.text), manifests: [] };
    expect(await registry.look(image)).toEqual(found);
    const before = server.asked.length;
    expect(await registry.look(image)).toEqual(found);
    expect(server.asked.slice(before)).toEqual([
      expect.objectContaining({ method: 'HEAD' }),
    ]);
  });

  it('says that a tag is not there', async () => {
    const { registry, image } = setUp(kind);
    expect(await registry.look(image)).toEqual({
      state: 'missing',
      answer: expect.stringMatching(
        /^\S+ does not know it, asked (without a user|as [\w$ ]+)$/,
      ),
    });
  });

  it('is asked anew for who we are when that is over', async () => {
    const { server, registry, image } = setUp(kind);
    server.manifests.set(tag, one);
    await registry.look(image);
    if (kind.user?.startsWith('AWS:'))
      server.renew(`Basic ${btoa('AWS:token-2')}`);
    else if (kind.tokens) server.renew('Bearer another');
    expect(await registry.look(image)).toMatchObject({ state: 'found' });
  });

  it('tells nobody but the registry and its token service who we are', async () => {
    const { server, registry, image } = setUp(kind);
    server.manifests.set(tag, one);
    await registry.look(image);
    const { host, api = host, tokens } = kind;
    const own = [api, tokens && new URL(tokens.url).host];
    const told = server.asked
      .filter(({ authorization }) => authorization?.includes('Basic'))
      .map(({ url }) => new URL(url).host);
    for (const who of told) expect(own).toContain(who);
  });
});

const kinds = Object.entries(registryKinds);
const isPrivate = ([, { user }]: [string, RegistryKind]) => user !== undefined;

it.each(kinds.filter(isPrivate))(
  'says where to name a user of %s',
  async (_name, kind) => {
    const { registry, image } = setUp(kind, []);
    await expect(registry.look(image)).rejects.toThrow(
      `registries, at the host ${kind.host}`,
    );
  },
);

it.each(kinds.filter(kind => !isPrivate(kind)))(
  'needs no user of %s',
  async (_name, kind) => {
    const { registry, image } = setUp(kind, []);
    await expect(registry.look(image)).resolves.toMatchObject({
      state: 'missing',
    });
  },
);

describe('an index of several images', () => {
  const platform = (architecture: string, more: object = {}) => ({
    mediaType: manifestType,
    digest: digestOf(architecture),
    size: 1,
    platform: { os: 'linux', architecture, ...more },
  });
  const attestation = platform('unknown', { os: 'unknown' });
  const index = (...images: object[]) => ({
    type: indexType,
    text: JSON.stringify({ schemaVersion: 2, manifests: images }),
  });

  it.each`
    scenario                         | images                                    | platforms                         | expected
    ${'that is asked for nothing'}   | ${[platform('amd64')]}                    | ${undefined}                      | ${'found'}
    ${'with all that is wanted'}     | ${[platform('amd64'), platform('arm64')]} | ${['linux/arm64', 'linux/amd64']} | ${'found'}
    ${'with a variant'}              | ${[platform('arm64', { variant: 'v8' })]} | ${['linux/arm64']}                | ${'found'}
    ${'with another variant'}        | ${[platform('arm', { variant: 'v6' })]}   | ${['linux/arm/v7']}               | ${'it is there, but not for linux/arm/v7'}
    ${'that is still being put'}     | ${[platform('amd64')]}                    | ${['linux/amd64', 'linux/arm64']} | ${'it is there, but not for linux/arm64'}
    ${'with what was attested only'} | ${[attestation]}                          | ${['linux/amd64']}                | ${'it is there, but not for linux/amd64'}
    ${'that says no platform'}       | ${[{ digest: digestOf('x'), size: 1 }]}   | ${['linux/amd64']}                | ${'it is there, but not for linux/amd64'}
  `('$scenario: $expected', async ({ images, platforms, expected }) => {
    const { server, registry, image } = setUp(registryKinds['GitHub Packages']);
    const { type, text } = index(...images);
    server.manifests.set(tag, { type, text });
    const evidence = await registry.look({ ...image, platforms });
    expect(evidence).toEqual(
      expected === 'found'
        ? {
            state: 'found',
            digest: digestOf(text),
            manifests: images.map(({ digest }: { digest: string }) => digest),
          }
        : { state: 'unfit', reason: expected },
    );
  });

  it('is read without what was attested, and by its digest too', async () => {
    const { server, registry, image } = setUp(registryKinds['GitHub Packages']);
    const both = index(platform('amd64'), attestation);
    server.manifests.set(tag, both);
    const expected = {
      state: 'found',
      digest: digestOf(both.text),
      manifests: [digestOf('amd64')],
    };
    expect(await registry.look(image)).toEqual(expected);
    expect(await registry.read(image, digestOf(both.text))).toEqual(expected);
    expect(await registry.read(image, digestOf('other'))).toBeUndefined();
  });
});

describe('a limit of the rate', () => {
  it.each`
    scenario                        | headers                                                                                      | pause
    ${'that says how long'}         | ${{ 'retry-after': '30' }}                                                                   | ${30_000}
    ${'that says until when'}       | ${{ 'retry-after': 'Thu, 01 Jan 2026 00:02:00 GMT', date: 'Thu, 01 Jan 2026 00:00:00 GMT' }} | ${120_000}
    ${'that says when, in seconds'} | ${{ 'retry-after': '1767225660', date: 'Thu, 01 Jan 2026 00:00:00 GMT' }}                    | ${60_000}
    ${'of Docker Hub'}              | ${{ 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '0;w=21600' }}                  | ${300_000}
    ${'that says nothing'}          | ${{}}                                                                                        | ${60_000}
    ${'that says too much'}         | ${{ 'retry-after': '86400' }}                                                                | ${900_000}
    ${'that says nonsense'}         | ${{ 'retry-after': 'later' }}                                                                | ${60_000}
  `(
    '$scenario is kept for all images of the registry, for $pause ms',
    async ({ headers, pause }) => {
      let time = Date.parse('2026-01-01T00:00:00Z');
      let asked = 0;
      const registry = new ImageRegistry([], {
        now: () => new Date(time),
        resolve: anywhere,
        fetch: async () => {
          asked += 1;
          return new Response(undefined, { status: 429, headers });
        },
      });
      const look = async (name: string) =>
        registry.look({ name, tag }).catch(error => error);
      const error = await look('nginx');
      expect(error).toBeInstanceOf(WaitingError);
      expect(error.message).toMatch(/limits the rate .*registries/);
      expect(error.afterMilliseconds).toBe(pause);
      time += pause - 1;
      expect(await look('acme/web')).toBeInstanceOf(WaitingError);
      expect(asked).toBe(1);
      expect(await look('ghcr.io/acme/web')).toBeInstanceOf(WaitingError);
      expect(asked).toBe(2);
      time += 1;
      await look('acme/web');
      expect(asked).toBe(3);
    },
  );
});

describe('who the backend is in a cloud', () => {
  const ecr = registryKinds['Amazon ECR'];
  const google = registryKinds['Artifact Registry'];

  /** What is said when the cloud answers so. */
  async function refusal(kind: RegistryKind, answer: () => Response) {
    const server = new ScriptedRegistry(kind, answer);
    const registry = new ImageRegistry([settingsFor(kind)], {
      fetch: server.fetch,
      resolve: anywhere,
      signIns: signInsOf({
        awsIdentityFor: async () => ({
          accessKeyId: 'AKIDEXAMPLE',
          secretAccessKey: 'aws-secret',
        }),
        fetch: server.fetch,
      }),
    });
    return registry
      .look({ name: `${kind.host}/acme/web`, tag })
      .catch(error => error);
  }

  it('is signed as Amazon wants it', async () => {
    const { server, registry, image } = setUp(ecr);
    await registry.look(image);
    expect(server.asked.at(1)).toEqual({
      method: 'POST',
      url: 'https://api.ecr.eu-central-1.amazonaws.com/',
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/20260101\/eu-central-1\/ecr\/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-target, Signature=[0-9a-f]{64}$/,
      ),
    });
  });

  it('is asked for once in twelve hours, and before they are over', async () => {
    const { server, registry, image, pass } = setUp(ecr);
    const times = () =>
      server.asked.filter(({ method }) => method === 'POST').length;
    await Promise.all([registry.look(image), registry.look(image)]);
    pass(6 * 3_600_000);
    await registry.look(image);
    expect(times()).toBe(1);
    pass(6 * 3_600_000 - 30_000);
    server.renew(`Basic ${btoa('AWS:token-2')}`);
    await registry.look(image);
    expect(times()).toBe(2);
  });

  it.each`
    scenario                         | kind      | answer                                                                                                      | type            | says
    ${'AWS does not let us'}         | ${ecr}    | ${() => Response.json({ __type: 'AccessDeniedException', message: 'User: arn…' }, { status: 400 })}         | ${RefusedError} | ${/AccessDeniedException.* needs ecr:GetAuthorizationToken/}
    ${'AWS does not know us'}        | ${ecr}    | ${() => Response.json({ __type: 'com.amazon.coral.service#UnrecognizedClientException' }, { status: 400 })} | ${RefusedError} | ${/\(UnrecognizedClientException\)/}
    ${'AWS is asked too often'}      | ${ecr}    | ${() => Response.json({ __type: 'ThrottlingException' }, { status: 400 })}                                  | ${WaitingError} | ${/limits the rate/}
    ${'AWS is down'}                 | ${ecr}    | ${() => new Response('', { status: 503 })}                                                                  | ${WaitingError} | ${/answered with 503/}
    ${'AWS says nothing'}            | ${ecr}    | ${() => Response.json({ authorizationData: [] })}                                                           | ${WaitingError} | ${/without a token/}
    ${'Google has no account of us'} | ${google} | ${() => new Response('', { status: 404 })}                                                                  | ${RefusedError} | ${/no service account .*registries/}
    ${'Google is down'}              | ${google} | ${() => new Response('', { status: 500 })}                                                                  | ${WaitingError} | ${/answered with 500/}
    ${'Google says nothing'}         | ${google} | ${() => new Response('<html>')}                                                                             | ${WaitingError} | ${/without a token/}
  `('says it when $scenario', async ({ kind, answer, type, says }) => {
    const error = await refusal(kind, answer);
    expect(error).toBeInstanceOf(type);
    expect(error.message).toMatch(says);
    expect(error.message).not.toMatch(/arn|aws-secret/);
  });

  it('says it when there is nobody', async () => {
    const server = new ScriptedRegistry(ecr);
    const registry = new ImageRegistry([settingsFor(ecr)], {
      fetch: server.fetch,
      resolve: anywhere,
      signIns: signInsOf({
        awsIdentityFor: async () => {
          throw new Error('Could not load /root/.aws/credentials');
        },
        fetch: server.fetch,
      }),
    });
    const error = await registry
      .look({ name: `${ecr.host}/acme/web`, tag })
      .catch(caught => caught);
    expect(error).toBeInstanceOf(WaitingError);
    expect(error.message).toMatch(/no identity in AWS .* aws.accounts/);
    expect(error.message).not.toContain('/root');
  });
});
