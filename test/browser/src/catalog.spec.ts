import { expect, test } from '@playwright/test';
import { keep } from './pages/images';
import { addresses } from './product/addresses';

test('the catalog has the services of the demo, all of one System', async ({
  page,
}) => {
  await page.goto(`${addresses().ui}/catalog`);
  for (const name of ['web', 'cart', 'payments']) {
    const row = page.getByRole('row').filter({
      has: page.getByRole('link', { name, exact: true }),
    });
    await expect(row).toContainText('shop');
  }
  await keep(page, 'catalog');
});
