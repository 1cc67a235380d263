import { expectGone, expectLive } from '../ground/expectations';
import { apply, remove } from '../ground/kubernetes';
import { getPreview, redeploy } from '../ground/previews';
import { expect, test } from '../ground/test';
import { door, doorNamespace, openDoor, removeDoor } from './door';

test.use({
  setting: {
    chained: false,
    gateway: 'edge-eg',
    cluster: { protection: 'off' },
  },
});

const policy = {
  apiVersion: 'gateway.envoyproxy.io/v1alpha1',
  kind: 'SecurityPolicy',
  metadata: { name: 'somebodys-login', namespace: doorNamespace },
  spec: {
    targetRefs: [
      {
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        name: 'edge-eg',
        sectionName: 'preview',
      },
    ],
    extAuth: { http: { backendRefs: [{ name: door, port: 80 }] } },
  },
};

const withdraw = () =>
  remove('securitypolicies', policy.metadata.name, {
    namespace: doorNamespace,
  });

test.beforeAll(openDoor);
test.afterAll(async () => {
  await withdraw();
  await removeDoor();
});

test('the failing hop is named: a login that nobody has configured', async ({
  ground,
}) => {
  const pull = await ground.pullRequest();
  await pull.open();
  await expectLive(pull);
  await apply(policy);
  await expect
    .poll(
      async () => {
        await redeploy(pull.id);
        return getPreview(pull.id);
      },
      { timeout: 60_000, intervals: [3_000] },
    )
    .toMatchObject({
      phase: 'degraded',
      // refusals of this gateway look as if the application gave them
      failingHop: { hop: 'application', status: 401 },
      reason: expect.stringMatching(/something in front of it/),
    });
  await withdraw();
  await expectLive(pull);
  await pull.close();
  await expectGone(pull.id);
});
