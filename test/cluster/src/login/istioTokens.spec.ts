import { askAtEdge } from '../chain/requests';
import { expectGone, expectLive, expectReason } from '../ground/expectations';
import { apply, kubectl } from '../ground/kubernetes';
import { adoptables } from '../ground/previews';
import { expect, hostSuffix, test } from '../ground/test';
import { forgeries, honest, probeHeader, probeKey } from './forgeries';
import { client, idToken, inside, Issuer, issuer } from './issuer';
import { pemOf } from './tokens';

const gateway = 'edge-istio';

test.use({
  setting: {
    chained: false,
    gateway,
    cluster: {
      protection: {
        type: 'istio',
        jwt: { issuer, jwksUri: `${inside}/keys`, audiences: [client.id] },
        probeKey: pemOf(probeKey),
      },
    },
  },
});

const identityProvider = new Issuer();

test.beforeAll(() => identityProvider.start());
test.afterAll(async () => {
  await kubectl([
    ...['-n', 'infra', 'delete', '--all'],
    'authorizationpolicies,requestauthentications',
  ]);
  await identityProvider.stop();
});

test('Istio: who brings a token of the issuer sees a preview, and nobody else but the probe', async ({
  ground,
  setting,
}) => {
  const pull = await ground.pullRequest('web');
  await pull.open();
  await expectReason(pull.id, /answers without a login/);
  for (const { purpose, object } of await adoptables('dev'))
    if (purpose === 'login') await apply(object);
  expect((await expectLive(pull)).reason).toBe('Answers with the head commit.');

  const host = `${pull.id}.${hostSuffix}`;
  const asked = async (...headers: [string, string][]) => {
    const answer = await askAtEdge(setting, host, { path: '/', headers });
    return [answer.status, answer.pod?.namespace];
  };
  const bearer = (token: string): [string, string] => [
    'authorization',
    `Bearer ${token}`,
  ];
  const preview = [200, `pv-${pull.id}`];
  expect(await asked()).toEqual([403, undefined]);
  expect(await asked(bearer(idToken()))).toEqual(preview);
  expect(await asked(bearer(idToken({ aud: 'shop' })))).not.toContain(200);
  expect(await asked(bearer(idToken({ exp: 1 })))).not.toContain(200);
  expect(await asked([probeHeader, honest(gateway)])).toEqual(preview);
  for (const [what, value] of forgeries(gateway)) {
    const [status, namespace] = await asked([probeHeader, value]);
    expect([what, namespace]).toEqual([what, undefined]);
    expect([401, 403], what).toContain(status);
  }
  await pull.close();
  await expectGone(pull.id);
});
