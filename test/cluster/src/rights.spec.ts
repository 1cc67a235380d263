import { expectGone, expectWhole } from './ground/expectations';
import { list } from './ground/kubernetes';
import { ports } from './ground/place';
import { grantedRights, usedRights } from './ground/rights';
import { expect, test } from './ground/test';

// Runs after all the others (playwright.config.ts), for it judges what they left in the audit log.
test('the rights that the manifests grant are the rights that were used', async ({
  ground,
}) => {
  const pull = await ground.pullRequest();
  await pull.open();
  await expectWhole(pull);
  const [pod] = await list('pods', { namespace: `pv-${pull.id}` });
  // the kit has no kubelet to answer, so only that the request was let through counts
  await fetch(
    `http://127.0.0.1:${ports.backend}/api/preview-environments/v1/previews/${pull.id}/logs?pod=${pod.metadata.name}`,
  );
  await pull.close();
  await expectGone(pull.id);

  const granted = await grantedRights();
  const used = await usedRights(granted);
  expect([...used].sort()).toEqual([...granted].sort());
});
