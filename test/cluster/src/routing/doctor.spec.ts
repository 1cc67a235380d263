import { throughTheChain } from '../chain/hops';
import { baselineNamespace } from '../ground/baseline';
import { expectGone, expectLive } from '../ground/expectations';
import { kubectl } from '../ground/kubernetes';
import { examine } from '../ground/previews';
import { expect, test } from '../ground/test';

/** Sets or, with a hyphen at its end, removes a variable of the baseline's cart, and waits for its pod. */
async function changeCart(variable: string): Promise<void> {
  const inShop = ['-n', baselineNamespace];
  const cart = 'deployment/cart';
  await kubectl([...inShop, 'set', 'env', cart, variable]);
  await kubectl([...inShop, 'rollout', 'status', cart, '--timeout=60s']);
}

test('the doctor finds the service that drops the key, and sees that it was mended', async ({
  ground,
}) => {
  const pull = await ground.pullRequest('web');
  await pull.open();
  await expectLive(pull);
  const verdicts = async () => {
    const { edges, problem } = await examine(pull.id, throughTheChain);
    expect(problem).toBeUndefined();
    return edges.map(
      ({ from, to, verdict }) => `${from ?? ''}>${to} ${verdict}`,
    );
  };
  await changeCart('KIT_DROPS=baggage,x-preview');
  await expect
    .poll(verdicts, { timeout: 15_000 })
    .toEqual(['>web arrived', 'web>cart arrived', 'cart>payments lost']);
  await changeCart('KIT_DROPS-');
  await expect
    .poll(verdicts, { timeout: 15_000 })
    .toEqual(['>web arrived', 'web>cart arrived', 'cart>payments arrived']);
  await pull.close();
  await expectGone(pull.id);
});
