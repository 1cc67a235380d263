import { expectGone, expectLive } from './ground/expectations';
import { ClusterObject, list } from './ground/kubernetes';
import { redeploy } from './ground/previews';
import { tamper } from './ground/tamper';
import { expect, test } from './ground/test';

interface Specified extends ClusterObject {
  spec?: object;
}

test.use({ setting: { chained: true } });

test('what somebody changed of the way into a preview from the mesh is put back at the next look', async ({
  ground,
}) => {
  const pull = await ground.pullRequest('web');
  await pull.open();
  await expectLive(pull);
  const ours = async () => {
    const found = await list<Specified>('httproutes,referencegrants', {
      labels: `preview-environments.io/id=${pull.id}`,
    });
    return found.map(({ kind, metadata, spec }) => ({
      kind,
      namespace: metadata.namespace!,
      name: metadata.name,
      spec,
    }));
  };
  const before = await ours();
  const strangers: Record<string, object> = {
    HTTPRoute: { spec: { rules: [{ matches: [] }] } },
    ReferenceGrant: {
      spec: { from: [{ group: '', kind: 'Service', namespace: 'elsewhere' }] },
    },
  };
  for (const { kind, namespace, name } of before)
    await tamper([
      ...['patch', `${kind}/${name}`, '-n', namespace, '--type=merge'],
      `--patch=${JSON.stringify(strangers[kind])}`,
    ]);
  await redeploy(pull.id);
  await expect.poll(ours, { timeout: 60_000 }).toEqual(before);
  await pull.close();
  await expectGone(pull.id);
});
