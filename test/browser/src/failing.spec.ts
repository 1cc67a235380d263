import { expect, test } from '@playwright/test';
import { violationsIn } from './pages/accessibility';
import { keep } from './pages/images';
import { PreviewsTab } from './pages/PreviewsTab';
import { PullRequestPage } from './pages/PullRequestPage';
import { changeFile } from './product/repository';

const broken = 'LABEL demo.status="503"\n';

test('a preview whose program fails names the hop with its reason, until a commit mends it', async ({
  page,
  context,
}) => {
  // Three rollouts, where the others have one or two.
  test.slow();
  const title = 'Empty carts are thrown away';
  const tab = await PreviewsTab.open(page, 'cart');
  const github = await PullRequestPage.open(
    await context.newPage(),
    'cart',
    title,
  );
  await changeFile(github, 'Dockerfile', text => `${text}${broken}`);
  const card = tab.card(title);
  const hop = card.getByText('A request gets no further than: application');
  await expect(hop).toBeVisible({ timeout: 60_000 });
  await expect(card).toContainText(
    `${github.previewId}.preview.localhost/ answered with status 503; 200-399 is expected.`,
  );
  await expect(
    card.getByRole('link', { name: /preview\.localhost/ }),
  ).toHaveCount(0);
  await hop.scrollIntoViewIfNeeded();
  await keep(page, 'failing-1-application');
  expect(await violationsIn(tab.section)).toEqual([]);

  await changeFile(github, 'Dockerfile', text => text.replace(broken, ''));
  await expect(card).toContainText('Ready', { timeout: 60_000 });
  await expect(hop).toHaveCount(0);
  await keep(page, 'failing-2-mended');
  await github.press('Close');
  await expect(tab.departure(github.previewId)).toBeVisible();
});
