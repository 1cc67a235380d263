import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../../scripts/lib/chromium.mjs';

const timeout = 30_000;

/** Runs `use` with what opens pages of an app; a page that threw an error, or a failed look, fails. */
export async function withBrowser({ root, artifacts }, use) {
  const executablePath = await findChromium({ root });
  const browser = await chromium.launch({ executablePath });
  try {
    const visit = async (name, url, look) => {
      const page = await browser.newPage();
      const errors = [];
      page.on('pageerror', error => errors.push(error));
      page.setDefaultTimeout(timeout);
      try {
        await page.goto(url);
        await look(page);
        if (errors.length > 0) {
          throw new Error(`The page threw ${errors.join('\n')}`);
        }
      } catch (error) {
        mkdirSync(artifacts, { recursive: true });
        const path = join(artifacts, `${name}.png`);
        await page.screenshot({ path });
        throw new Error(`${error.message}\nThe page: ${path}`, {
          cause: error,
        });
      } finally {
        await page.close();
      }
    };
    await use(visit);
  } finally {
    await browser.close();
  }
}

/** The tabs of an entity's page are links in the new frontend system, tabs in the classic one. */
function tabs(page, name) {
  const role = { name, exact: true };
  return page
    .getByRole('tab', role)
    .or(page.locator('main, header').getByRole('link', role));
}

/** What a person sees of the plugin in an app: the same in both frontend systems. */
export const looks = {
  'the tab of a watched component': {
    path: '/catalog/default/component/web',
    async look(page) {
      await tabs(page, 'Previews').click();
      await page.getByRole('heading', { name: 'Previews', level: 2 }).waitFor();
      await page.getByText('No previews yet').waitFor();
      await page.waitForURL('**/component/web/previews');
    },
  },
  'the card on the overview': {
    path: '/catalog/default/component/web',
    async look(page) {
      await page.getByText('No previews at present.').waitFor();
    },
  },
  'no tab without the annotation': {
    path: '/catalog/default/component/untouched',
    async look(page) {
      await tabs(page, 'Overview').waitFor();
      if ((await tabs(page, 'Previews').count()) > 0) {
        throw new Error('There is a tab, and should be none');
      }
    },
  },
  'the page with all previews': {
    path: '/previews',
    async look(page) {
      await page.getByText('There are no previews that you may see.').waitFor();
    },
  },
};
