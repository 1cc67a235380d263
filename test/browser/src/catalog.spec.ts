import { expect, test } from '@playwright/test';
import { addresses } from './product/addresses';
test('x', async ({ page }) => {
  await page.goto(`${addresses().ui}/catalog/default/component/web/previews`);
  await expect(page.getByText('No previews yet')).toBeVisible();
  await page.screenshot({ path: '/tmp/x.png' });
});
