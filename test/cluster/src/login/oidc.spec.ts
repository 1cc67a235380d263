import { Browser } from '../chain/browser';
import { askAtEdge } from '../chain/requests';
import { expectGone, expectLive, expectReason } from '../ground/expectations';
import { apply, kubectl } from '../ground/kubernetes';
import { adoptables } from '../ground/previews';
import { expect, hostSuffix, test } from '../ground/test';
import { forgeries, honest, probeHeader, probeKey } from './forgeries';
import { client, inside, Issuer, issuer } from './issuer';
import { pemOf } from './tokens';

const namespace = 'infra';
const gateway = 'edge-eg';
const secret = 'previews-oidc';
const callbackHost = `login.${hostSuffix}`;

test.use({
  setting: {
    chained: false,
    gateway,
    cluster: {
      protection: {
        type: 'envoy-gateway',
        oidc: {
          issuer,
          clientId: client.id,
          clientSecretName: secret,
          callbackHost,
        },
        probeKey: pemOf(probeKey),
      },
    },
  },
});

const identityProvider = new Issuer();

test.beforeAll(async () => {
  await identityProvider.start();
  await apply(
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: secret, namespace },
      stringData: { 'client-secret': client.secret },
    },
    // the callback's route lies beside the Gateway, which admits namespaces by their label
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: namespace,
        labels: { 'preview-environments.io/routable': 'true' },
      },
    },
  );
});

test.afterAll(async () => {
  await kubectl([
    ...['-n', namespace, 'delete', '--ignore-not-found'],
    'securitypolicy/previews-login',
    'httproute/previews-login-callback',
    `secret/${secret}`,
  ]);
  await kubectl([
    ...['label', 'namespace', namespace],
    'preview-environments.io/routable-',
  ]);
  await identityProvider.stop();
});

/** As the platform would: what discovery says is added, because the kit's control plane resolves no names. */
async function adopt(): Promise<void> {
  const provider = {
    issuer,
    authorizationEndpoint: `${issuer}/authorize`,
    tokenEndpoint: `${inside}/token`,
  };
  for (const { purpose, object } of await adoptables('dev')) {
    if (purpose !== 'login') continue;
    const policy = object as { spec: { oidc?: object } };
    const { spec } = policy;
    await apply(
      spec.oidc
        ? { ...policy, spec: { ...spec, oidc: { ...spec.oidc, provider } } }
        : object,
    );
  }
}

test('Envoy Gateway: people sign in once for all previews, by OpenID Connect, and probes get through', async ({
  ground,
  setting,
}) => {
  const [pull, other] = [
    await ground.pullRequest('web'),
    await ground.pullRequest('cart'),
  ];
  await pull.open();
  await expectReason(pull.id, /answers without a login/);
  await adopt();
  expect((await expectLive(pull)).reason).toBe('Answers with the head commit.');
  await other.open();
  await expectLive(other);

  const start = `http://${pull.id}.${hostSuffix}/start?page=2`;
  const browser = new Browser(setting);
  const sentAway = await browser.open(start);
  expect([sentAway.status, sentAway.pod]).toEqual([302, undefined]);
  const authorization = new URL(sentAway.headers.location ?? '');
  expect(authorization.origin).toBe(issuer);
  expect(authorization.searchParams.get('redirect_uri')).toBe(
    `http://${callbackHost}/preview-login/callback`,
  );
  const sentBack = await browser.open(identityProvider.signIn(authorization));
  expect([sentBack.status, sentBack.headers.location]).toEqual([302, start]);

  const { status, pod } = await browser.open(start);
  expect([status, pod?.namespace]).toEqual([200, `pv-${pull.id}`]);
  const cookies = pod?.headers.cookie ?? '';
  expect(cookies).toMatch(/IdToken-/);
  expect(cookies).not.toMatch(/OauthHMAC|OauthExpires|RefreshToken/);
  const elsewhere = await browser.open(`http://${other.id}.${hostSuffix}/`);
  expect([elsewhere.status, elsewhere.pod?.namespace]).toEqual([
    200,
    `pv-${other.id}`,
  ]);
  await Promise.all([pull.close(), other.close()]);
  await Promise.all([expectGone(pull.id), expectGone(other.id)]);
});

test('Envoy Gateway: nothing but a token of the backend gets past OpenID Connect, and no application sees it', async ({
  ground,
  setting,
}) => {
  const pull = await ground.pullRequest('web');
  await adopt();
  await pull.open();
  await expectLive(pull);
  const host = `${pull.id}.${hostSuffix}`;
  const asked = (token: string) =>
    askAtEdge(setting, host, { path: '/', headers: [[probeHeader, token]] });
  const passed = await asked(honest(gateway));
  expect([passed.status, passed.pod?.namespace]).toEqual([
    200,
    `pv-${pull.id}`,
  ]);
  expect(passed.pod?.headers[probeHeader]).toBeUndefined();
  for (const [what, value] of forgeries(gateway)) {
    const { status, pod } = await asked(value);
    expect([what, pod]).toEqual([what, undefined]);
    expect([302, 401, 403], what).toContain(status);
  }
  const twice = await askAtEdge(setting, host, {
    path: '/',
    headers: [
      [probeHeader, honest(gateway)],
      [probeHeader, 'open'],
    ],
  });
  expect(twice.pod).toBeUndefined();
  await pull.close();
  await expectGone(pull.id);
});
