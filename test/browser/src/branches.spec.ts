import { expect, test } from '@playwright/test';
import { violationsIn } from './pages/accessibility';
import { keep } from './pages/images';
import { PreviewsTab } from './pages/PreviewsTab';
import { PullRequestPage } from './pages/PullRequestPage';
import { objectsOf } from './product/cluster';

test('a branch without pull request is previewed, sleeps, wakes, and goes when somebody deletes its preview', async ({
  page,
  context,
}) => {
  // Two rollouts.
  test.slow();
  const github = await PullRequestPage.open(
    await context.newPage(),
    'payments',
    'Pay by the month',
  );
  const branch = await github.branch.innerText();
  await github.press('Close');

  const tab = await PreviewsTab.open(page, 'payments');
  await page.getByRole('button', { name: 'Preview a branch' }).click();
  const dialog = page.getByRole('dialog', { name: 'Preview a branch' });
  await dialog.getByLabel('Name of the branch').fill(branch);
  await keep(page, 'branches-1-dialog');
  expect(await violationsIn(dialog)).toEqual([]);
  await dialog.getByRole('button', { name: 'Preview', exact: true }).click();
  const card = tab.card(branch);
  await expect(card).toContainText('Ready', { timeout: 60_000 });
  const [id] = (await card.innerText()).match(/payments-br-[a-z0-9-]+/)!;
  await keep(page, 'branches-2-ready');

  const button = (name: RegExp) => card.getByRole('button', { name });
  await button(/^Put to sleep: /).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Put to sleep' })
    .click();
  await expect(card).toContainText('does not answer while it sleeps');
  await keep(page, 'branches-3-asleep');
  await button(/^Wake /).click();
  await expect(card).toContainText('Ready', { timeout: 60_000 });

  await button(/^Delete /).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Delete the preview' })
    .click();
  await expect(tab.departure(id)).toBeVisible();
  expect(await objectsOf(id)).toEqual([]);
});
