import { expect, test } from '@playwright/test';
import { keep } from './pages/images';
import { PreviewsTab } from './pages/PreviewsTab';
import { PullRequestPage } from './pages/PullRequestPage';
import { objectsOf } from './product/cluster';

test('a draft is held with its reason, and goes on when it is ready for review', async ({
  page,
  context,
}) => {
  const title = 'Empty the cart with one click';
  const tab = await PreviewsTab.open(page, 'cart');
  const github = await PullRequestPage.open(
    await context.newPage(),
    'cart',
    title,
  );
  await github.press('Convert to draft');
  await expect(tab.card(title)).toContainText('Awaiting approval');
  await expect(tab.card(title)).toContainText(
    'Drafts are not previewed. Mark the pull request as ready for review.',
  );
  await keep(page, 'trust-1-draft');
  await github.press('Ready for review');
  await expect(tab.card(title)).toContainText('Ready');
  await github.press('Close');
  await expect(tab.departure(github.previewId)).toBeVisible();
});

test('a pull request that loses its label loses its preview', async ({
  page,
  context,
}) => {
  const title = 'Remember the cart';
  const tab = await PreviewsTab.open(page, 'cart');
  const github = await PullRequestPage.open(
    await context.newPage(),
    'cart',
    title,
  );
  await expect(tab.card(title)).toContainText('Ready');
  await github.press('Remove label preview');
  await expect(tab.departure(github.previewId)).toContainText(
    'The label preview is not on the pull request.',
  );
  await expect(tab.card(title)).toHaveCount(0);
  await keep(page, 'trust-2-label-removed');
  expect(await objectsOf(github.previewId)).toEqual([]);
});
