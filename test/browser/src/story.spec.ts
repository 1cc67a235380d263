import { expect, test } from '@playwright/test';
import { violationsIn } from './pages/accessibility';
import { keep, showInReadme } from './pages/images';
import { PreviewsTab } from './pages/PreviewsTab';
import { PullRequestPage } from './pages/PullRequestPage';
import { addresses } from './product/addresses';
import { objectsOf } from './product/cluster';

test.describe.configure({ mode: 'serial' });

const title = 'Free shipping on every order';
const pushedTitle = 'Free shipping until Sunday';

/** The pull request that the scenarios are about, and where its preview answers. */
let pullRequest: PullRequestPage;
let address: string;

test('the tab of a component without previews says how to get the first', async ({
  page,
}) => {
  const { section } = await PreviewsTab.open(page, 'web');
  await expect(section).toContainText('No previews yet');
  await expect(section).toContainText(
    'Add the label preview to a pull request of acme/web to get the first one.',
  );
  await keep(page, 'story-1-no-previews');
  expect(await violationsIn(section)).toEqual([]);
});

test('a pull request gets a preview, which says what it waits for until it answers', async ({
  page,
  context,
}) => {
  const tab = await PreviewsTab.open(page, 'web');
  await expect(tab.section).toContainText('No previews yet');
  pullRequest = await PullRequestPage.open(
    await context.newPage(),
    'web',
    title,
  );
  const card = tab.card(title);
  await expect(card).toContainText('Awaiting image');
  const head = await pullRequest.head.innerText();
  await expect(card).toContainText(new RegExp(`/acme/web:${head}(?![0-9a-f])`));
  await keep(page, 'story-2-awaiting-image');
  await expect(card).toContainText('Deploying');
  await keep(page, 'story-3-deploying');
  await expect(card).toContainText('Ready');
  const link = card.getByRole('link', { name: /preview\.localhost/ });
  address = (await link.getAttribute('href'))!;
  expect(new URL(address).hostname).toBe(
    `${pullRequest.previewId}.preview.localhost`,
  );
  await keep(page, 'story-4-ready');
  expect(await violationsIn(tab.section)).toEqual([]);
});

test('the overview of the component shows it too', async ({ page }) => {
  await page.goto(`${addresses().ui}/catalog/default/component/web`);
  const card = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: title }) });
  await expect(card).toContainText('Ready');
  await expect(
    card.getByRole('link', { name: /preview\.localhost/ }),
  ).toHaveAttribute('href', address);
  await card.scrollIntoViewIfNeeded();
  await keep(page, 'story-5-overview');
});

test('its history and its objects can be looked at', async ({ page }) => {
  const tab = await PreviewsTab.open(page, 'web');
  const id = pullRequest.previewId;
  await tab
    .card(title)
    .getByRole('button', { name: `Path, history and objects of ${id}` })
    .click();
  const objects = tab.card(title).getByRole('table', { name: 'Objects' });
  await expect(objects).toContainText(`pv-${id}`);
  await expect(objects).toContainText('HTTPRoute');
  await expect(tab.card(title)).toContainText('Answers with the head commit');
  await keep(page, 'story-6-history-and-objects');
  await showInReadme(page, 'entity-tab', tab.section);
  expect(await violationsIn(tab.section)).toEqual([]);
});

test('the link shows the changed page, and what the baseline answers by its short name', async ({
  page,
}) => {
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(page.locator('#preview')).toHaveText(pullRequest.previewId);
  const cart = page.locator('section').filter({ hasText: 'Your cart' });
  await expect(cart).toContainText('espresso beans');
  await expect(cart).toContainText('namespace shop');
  await keep(page, 'story-7-preview');
  await showInReadme(page, 'preview-page', page.getByRole('main'));
});

test('the pull request has one comment, which says the same', async ({
  page,
}) => {
  const { comments } = await pullRequest.in(page);
  await expect(comments).toContainText(`${pullRequest.previewId}: ready`);
  await expect(comments).toHaveCount(1);
  await expect(
    comments.getByRole('link', { name: address }).first(),
  ).toHaveAttribute('href', address);
  await keep(page, 'story-8-comment');
  await showInReadme(page, 'pull-request', comments);
});

test('a pushed commit changes the page and the comment, not the address', async ({
  page,
  context,
}) => {
  const tab = await PreviewsTab.open(page, 'web');
  await expect(tab.card(title)).toContainText('Ready');
  const github = await pullRequest.in(await context.newPage());
  const commit = github.page.locator('section').filter({ hasText: 'Commits' });
  await github.push(pushedTitle);
  const head = await commit.locator('code').first().innerText();
  await expect(tab.card(title)).toContainText(`deploying ${head}`);
  await keep(page, 'story-9-next-commit');
  await expect(tab.card(title)).toContainText('Ready');
  await expect(
    tab.card(title).getByRole('link', { name: /preview\.localhost/ }),
  ).toHaveAttribute('href', address);
  const preview = await context.newPage();
  await preview.goto(address);
  await expect(preview.getByRole('heading', { level: 1 })).toHaveText(
    pushedTitle,
  );
  await expect(preview.locator('#commit')).toHaveText(head);
  await keep(preview, 'story-10-changed-preview');
  await expect(github.comments).toContainText(`answers with commit ${head}`);
  await expect(github.comments).toHaveCount(1);
  await expect(github.comments).toContainText('edited');
});

test('a closed pull request takes everything along, and the tab says so', async ({
  page,
  context,
}) => {
  const id = pullRequest.previewId;
  expect(await objectsOf(id)).toContainEqual(`/pv-${id}`);
  const tab = await PreviewsTab.open(page, 'web');
  await expect(tab.card(title)).toContainText('Ready');
  const github = await pullRequest.in(await context.newPage());
  await github.press('Close');
  await expect(tab.card(title)).toContainText('Terminating');
  await keep(page, 'story-11-terminating');
  await expect(tab.departure(id)).toContainText('The pull request is closed.');
  await expect(tab.card(title)).toHaveCount(0);
  await expect(tab.section).toContainText('No previews at present');
  await keep(page, 'story-12-gone');
  expect(await violationsIn(tab.section)).toEqual([]);
  expect(await objectsOf(id)).toEqual([]);
  await expect(github.comments).toContainText(`${id}: removed`);
  await expect(github.comments).toHaveCount(1);
  await keep(github.page, 'story-13-comment-when-gone');
  const answer = await page.goto(address);
  expect(answer?.status()).toBe(404);
});
