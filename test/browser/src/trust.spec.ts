import { expect, test } from '@playwright/test';
import { keep } from './pages/images';
import { PreviewsTab } from './pages/PreviewsTab';
import { PullRequestPage } from './pages/PullRequestPage';
import { objectsOf } from './product/cluster';
import { RemotePullRequest } from './product/remotePullRequest';

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

test('a commit of a fork runs once it is approved, and each further one needs that again', async ({
  page,
}) => {
  // Two rollouts.
  test.slow();
  const fork = RemotePullRequest.fromFork({
    repository: 'cart',
    number: 900,
    title: 'Carts from elsewhere',
  });
  const tab = await PreviewsTab.open(page, 'cart');
  const card = tab.card(fork.title);
  const first = await fork.push();
  await expect(card).toContainText('Awaiting approval');
  await expect(card).toContainText(
    `Commit ${first.slice(0, 7)} is from a fork.`,
  );
  expect(await objectsOf(fork.previewId)).toEqual([]);
  await keep(page, 'trust-3-fork');
  await card
    .getByRole('button', {
      name: `Approve commit ${first.slice(0, 7)} of ${fork.previewId}`,
    })
    .click();
  await expect(card).toContainText('Ready', { timeout: 60_000 });

  const second = await fork.push();
  await expect(card).toContainText(
    `Commit ${second.slice(0, 7)} is from a fork.`,
  );
  await expect(card).toContainText(`Commit ${first.slice(0, 7)} stays.`);
  await keep(page, 'trust-4-fork-pushed');
  await fork.comment(`/preview approve ${second}`);
  await expect(card).not.toContainText('stays.', { timeout: 60_000 });
  await expect(card).toContainText('Ready', { timeout: 60_000 });
  await fork.close();
  await expect(tab.departure(fork.previewId)).toBeVisible();
});

test('a comment asks for a preview where no label does, and takes it away', async ({
  page,
}) => {
  const unlabelled = RemotePullRequest.withoutLabel({
    repository: 'cart',
    number: 950,
    title: 'Count the carts',
  });
  const tab = await PreviewsTab.open(page, 'cart');
  await unlabelled.push();
  await unlabelled.comment('/preview');
  await expect(tab.card(unlabelled.title)).toContainText('Ready', {
    timeout: 60_000,
  });
  await unlabelled.comment('/preview delete');
  await expect(tab.departure(unlabelled.previewId)).toBeVisible();
  expect(await objectsOf(unlabelled.previewId)).toEqual([]);
});
