import { expect, test } from '@playwright/test';
import { keep } from './pages/images';
import { PullRequestPage } from './pages/PullRequestPage';
import { addresses } from './product/addresses';

test.describe.configure({ mode: 'serial' });

test('a component that has not opted in has no tab', async ({ page }) => {
  await page.goto(`${addresses().ui}/catalog/default/component/orders`);
  const tabs = page.getByRole('navigation', { name: 'Content navigation' });
  await expect(tabs.getByRole('link')).toHaveText(['Overview']);
  await keep(page, 'onboarding-1-no-tab');
});

test('the template opens a pull request, and once it is merged the component has its tab', async ({
  page,
  context,
}) => {
  const { ui, github, registry } = addresses();
  await page.goto(
    `${ui}/create/templates/default/onboard-preview-environments`,
  );
  await page.getByRole('textbox', { name: 'Component' }).fill('orders');
  await page.getByRole('option', { name: 'orders' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page
    .getByRole('textbox', { name: 'Image', exact: true })
    .fill(`${new URL(registry).host}/acme/orders`);
  await page
    .getByRole('textbox', { name: 'Repository of the Helm chart' })
    .fill(`${github}/acme/orders`);
  await page
    .getByRole('textbox', { name: 'Folder of the chart' })
    .fill('charts/orders');
  await page.getByRole('textbox', { name: 'Cluster' }).fill('dev');
  await page.getByRole('button', { name: 'Next' }).click();
  await page
    .getByRole('textbox', { name: 'Host suffix' })
    .fill('preview.localhost');
  await page
    .getByRole('textbox', { name: 'Service', exact: true })
    .fill('orders');
  await page
    .getByRole('textbox', { name: 'Namespace of the shared environment' })
    .fill('shop');
  await keep(page, 'onboarding-2-form');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  const link = page.getByRole('link', { name: 'Review the pull request' });
  const url = await link.getAttribute('href');
  await keep(page, 'onboarding-3-done');
  const hub = await context.newPage();
  await hub.goto(url!);
  for (const file of ['preview.yaml', 'catalog-info.yaml'])
    await expect(hub.getByRole('link', { name: file })).toBeVisible();
  await keep(hub, 'onboarding-4-pull-request');
  const pullRequest = PullRequestPage.at(hub, 'orders');
  await pullRequest.press('Merge');
  await expect(hub.getByText('Merged', { exact: true })).toBeVisible();
  await hub.goto(`${github}/acme/orders/blob/main/catalog-info.yaml`);
  await expect(hub.locator('pre')).toContainText(
    'preview-environments.io/definition: preview.yaml',
  );
  await page.goto(`${ui}/catalog/default/component/orders`);
  await page.getByRole('button', { name: 'Refresh' }).click();
  const tabs = page.getByRole('navigation', { name: 'Content navigation' });
  await expect(async () => {
    await page.reload();
    await expect(tabs.getByRole('link')).toHaveText(['Overview', 'Previews'], {
      timeout: 3_000,
    });
  }).toPass();
  await keep(page, 'onboarding-5-tab');
});
