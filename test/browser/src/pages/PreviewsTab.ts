import { Locator, Page } from '@playwright/test';
import { addresses } from '../product/addresses';

/** The tab Previews on the page of a component. */
export class PreviewsTab {
  readonly page: Page;
  readonly section: Locator;

  private constructor(page: Page) {
    this.page = page;
    this.section = page.getByRole('region', { name: 'Previews', exact: true });
  }

  static async open(page: Page, component: string): Promise<PreviewsTab> {
    await page.goto(
      `${addresses().ui}/catalog/default/component/${component}/previews`,
    );
    return new PreviewsTab(page);
  }

  /** The card of the preview of a pull request. */
  card(title: string): Locator {
    return this.section.getByRole('article', { name: title });
  }

  /** What the tab says of a preview that has gone while it was open. */
  departure(id: string): Locator {
    return this.section
      .getByRole('status')
      .filter({ hasText: `${id} is gone` });
  }
}
