import { join } from 'node:path';
import { Page } from '@playwright/test';
import { artifacts, root } from '../places';

/** Keeps what a person would see now; the names are in the order of the story. */
export async function keep(page: Page, name: string): Promise<void> {
  await page.screenshot({
    path: join(artifacts, 'screenshots', `${name}.png`),
    animations: 'disabled',
  });
}

/** One of the images of the README, which a run replaces when `UPDATE_README_IMAGES=1`. */
export async function showInReadme(
  page: Page,
  name: 'entity-tab' | 'pull-request' | 'preview-page',
): Promise<void> {
  if (process.env.UPDATE_README_IMAGES !== '1') return;
  await page.screenshot({
    path: join(root, 'docs/images', `${name}.png`),
    animations: 'disabled',
  });
}
