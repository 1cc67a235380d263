import { expect, test } from '@playwright/test';
import { violationsIn } from './pages/accessibility';
import { keep } from './pages/images';
import { PreviewsTab } from './pages/PreviewsTab';
import { PullRequestPage } from './pages/PullRequestPage';
import { addresses } from './product/addresses';
import { objectsOf } from './product/cluster';

test.describe.configure({ mode: 'serial' });

const title = 'Accept vouchers';
let pullRequest: PullRequestPage;

test('the page of all previews lists them, and narrows them down', async ({
  page,
  context,
}) => {
  pullRequest = await PullRequestPage.open(
    await context.newPage(),
    'payments',
    title,
  );
  await page.goto(`${addresses().ui}/previews`);
  const row = page.getByRole('row', {
    name: new RegExp(pullRequest.previewId),
  });
  await expect(row).toContainText('Ready');
  await expect(row).toContainText(title);
  await page.getByLabel('Repository').selectOption('acme/payments');
  await expect(page.getByText('1 preview', { exact: true })).toBeVisible();
  await keep(page, 'manage-1-page');
  const search = page.getByRole('search', { name: 'Filters' });
  expect(await violationsIn(search.locator('..'))).toEqual([]);
  await page.getByLabel('Phase').selectOption('failed');
  await expect(row).toHaveCount(0);
  await expect(page.getByText('No preview matches the filters.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(row).toContainText('Ready');
  await page.getByLabel('Search').fill('nobody wrote this');
  await expect(row).toHaveCount(0);
  await page.getByLabel('Search').fill('VOUCHER');
  await expect(row).toBeVisible();
  await row
    .getByRole('button', { name: `Show details of ${pullRequest.previewId}` })
    .click();
  await expect(page.getByRole('table', { name: 'Objects' })).toContainText(
    `pv-${pullRequest.previewId}`,
  );
  await keep(page, 'manage-2-details');
  expect(await violationsIn(search.locator('..'))).toEqual([]);
});

test('a preview is extended, kept and let expire again, and its history names who did it', async ({
  page,
}) => {
  const id = pullRequest.previewId;
  const tab = await PreviewsTab.open(page, 'payments');
  const card = tab.card(title);
  const press = (name: string) =>
    card.getByRole('button', { name, exact: true }).click();
  await expect(card).toContainText(/in [23] days/);
  await press(`Extend ${id}`);
  await keep(page, 'manage-3-extend');
  expect(await violationsIn(page.getByRole('menu'))).toEqual([]);
  await page.getByRole('menuitem', { name: 'By 1 week' }).click();
  await expect(card).toContainText(/in (9|10) days/);
  await expect(card).toContainText('extended by user:default/demo');
  await press(`Keep ${id}`);
  await expect(card).toContainText('Kept: it does not expire');
  await press(`Path, history and objects of ${id}`);
  await expect(
    card.getByRole('listitem').filter({ hasText: 'keep requested by' }),
  ).toContainText('Demo user');
  await keep(page, 'manage-4-kept');
  expect(await violationsIn(tab.section)).toEqual([]);
  await press(`Let expire: ${id}`);
  await expect(card).toContainText(/in (9|10) days/);
});

test('administrators see that nothing is left over', async ({ page }) => {
  await page.goto(`${addresses().ui}/previews`);
  await page.getByRole('tab', { name: 'Orphans (0)' }).click();
  await expect(page.getByText('Nothing is left over.')).toBeVisible();
  await keep(page, 'manage-5-orphans');
  expect(await violationsIn(page.getByRole('tabpanel'))).toEqual([]);
});

test('a preview is deleted by keyboard, once the dialog is confirmed, and comes back by a redeploy', async ({
  page,
}) => {
  const id = pullRequest.previewId;
  const tab = await PreviewsTab.open(page, 'payments');
  const button = tab
    .card(title)
    .getByRole('button', { name: `Delete ${id}`, exact: true });
  await expect(button).toBeVisible();
  const dialog = page.getByRole('dialog', {
    name: `Delete the preview ${id}?`,
  });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText(`pv-${id}`);
  await keep(page, 'manage-6-dialog');
  expect(await violationsIn(dialog)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(tab.departure(id)).toBeVisible();
  await expect(tab.card(title)).toHaveCount(0);
  await expect(tab.section).toContainText('No previews at present');
  await expect(tab.section).toContainText(`The last one, ${id}, went`);
  await keep(page, 'manage-7-deleted');
  expect(await objectsOf(id)).toEqual([]);
  await tab
    .departure(id)
    .getByRole('button', { name: `Redeploy ${id}` })
    .click();
  await expect(tab.card(title)).toContainText('Ready');
  await keep(page, 'manage-8-redeployed');
});
