import { join } from 'node:path';
import { Locator, Page } from '@playwright/test';
import { artifacts, root } from '../places';

/** Keeps what a person would see now; the names are in the order of the story. */
export async function keep(page: Page, name: string): Promise<void> {
  await page.screenshot({
    path: join(artifacts, 'screenshots', `${name}.png`),
    animations: 'disabled',
  });
}

const readme = { width: 1280, tallest: 1400, margin: 32 };

/**
 * One of the images of the README, from the top of the page to the end of a part of it. A run replaces them when
 * `UPDATE_README_IMAGES=1`.
 */
export async function showInReadme(
  page: Page,
  name: 'entity-tab' | 'pull-request' | 'preview-page',
  end: Locator,
): Promise<void> {
  if (process.env.UPDATE_README_IMAGES !== '1') return;
  const { width, tallest, margin } = readme;
  await page.setViewportSize({ width, height: tallest });
  const { y, height } = (await end.boundingBox())!;
  await page.screenshot({
    path: join(root, 'docs/images', `${name}.png`),
    animations: 'disabled',
    clip: { x: 0, y: 0, width, height: Math.ceil(y + height) + margin },
  });
}
