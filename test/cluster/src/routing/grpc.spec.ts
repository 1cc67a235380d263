import { GrpcAnswer, callGrpc, GrpcCall } from '../dataplane/grpcClient';
import { clusterIp, gatewayAddress, meshClient } from '../dataplane/planes';
import { baselineNamespace, grpcPort } from '../ground/baseline';
import { redefine } from '../ground/definitions';
import { expectGone, expectLive } from '../ground/expectations';
import { PullRequest } from '../ground/github';
import { pushImage } from '../ground/registry';
import { Setting } from '../ground/setting';
import { expect, hostSuffix, test } from '../ground/test';

const methods = ['kit.test.Pod/Who', 'kit.test.Pod/Watch'] as const;
type Method = GrpcCall['method'];
const messageCounts: Record<Method, number> = {
  'kit.test.Pod/Who': 1,
  'kit.test.Pod/Watch': 3,
};
const inForce = { timeout: 10_000 };

async function callAtEdge(
  { gateway = 'edge' }: Setting,
  pull: PullRequest,
  method: Method,
): Promise<GrpcAnswer> {
  return callGrpc({
    address: await gatewayAddress(gateway),
    port: 80,
    authority: `${pull.id}.${hostSuffix}`,
    method,
  });
}

async function callInMesh(method: Method, baggage = ''): Promise<GrpcAnswer> {
  return callGrpc({
    address: await clusterIp('payments', baselineNamespace),
    port: grpcPort,
    authority: `payments.${baselineNamespace}.svc.cluster.local:${grpcPort}`,
    from: await meshClient(),
    method,
    metadata: { baggage },
  });
}

/** Every message of a call that went well comes from that namespace. */
function expectAnswer(method: Method, answer: GrpcAnswer, namespace: string) {
  const from = answer.messages.map(message => message.namespace);
  expect([answer.grpcStatus, ...from]).toEqual([
    0,
    ...Array.from({ length: messageCounts[method] }, () => namespace),
  ]);
}

test('gRPC: unary and streaming calls find the preview by the key', async ({
  ground,
  setting,
}) => {
  const restore = [
    await redefine(ground, {
      component: 'payments',
      chained: true,
      grpc: true,
    }),
    await redefine(ground, {
      component: 'web',
      chained: true,
      grpc: true,
    }),
  ];
  const payments = await ground.pullRequest('payments');
  const web = await ground.pullRequest('web');
  await payments.open();
  await web.open();
  await expectLive(payments);
  await expectLive(web);
  // a new commit changes the routes
  for (const pull of [payments, web]) {
    await pull.push();
    await pushImage(pull.repository, pull.tag);
  }
  await expectLive(payments);
  await expectLive(web);
  for (const method of methods) {
    await test.step(method, async () => {
      await expect(async () => {
        const own = await callAtEdge(setting, web, method);
        expectAnswer(method, own, `pv-${web.id}`);
        // entered by the baseline's web, with the key
        const entered = await callAtEdge(setting, payments, method);
        expectAnswer(method, entered, baselineNamespace);
        expect(entered.messages[0].headers.baggage).toBe(
          `preview=${payments.id}`,
        );
        expectAnswer(
          method,
          await callInMesh(method, `a=b,preview=${payments.id}`),
          `pv-${payments.id}`,
        );
      }).toPass(inForce);
      const others = ['', `preview=${payments.id}0`];
      for (const baggage of others) {
        expectAnswer(
          method,
          await callInMesh(method, baggage),
          baselineNamespace,
        );
      }
    });
  }
  await payments.close();
  await web.close();
  await expectGone(payments.id);
  await expectGone(web.id);
  expectAnswer(
    'kit.test.Pod/Who',
    await callInMesh('kit.test.Pod/Who', `preview=${payments.id}`),
    baselineNamespace,
  );
  for (const again of restore) await again();
});
