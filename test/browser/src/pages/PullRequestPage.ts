import { Locator, Page } from '@playwright/test';
import { addresses } from '../product/addresses';

/** A pull request on the sandbox's GitHub page, and what people do with it there. */
export class PullRequestPage {
  readonly page: Page;
  readonly repository: string;
  readonly number: number;

  private constructor(page: Page, repository: string, number: number) {
    this.page = page;
    this.repository = repository;
    this.number = number;
  }

  /** Opens a pull request as a person would, with the text that it changes the repository's page or README to. */
  static async open(
    page: Page,
    repository: string,
    text: string,
  ): Promise<PullRequestPage> {
    await page.goto(`${addresses().github}/acme/${repository}`);
    await page.getByRole('textbox').first().fill(text);
    await page
      .getByRole('button', { name: `Open a pull request on ${repository}` })
      .click();
    await page.waitForURL(/\/pull\/\d+$/);
    return PullRequestPage.at(page, repository);
  }

  /** The pull request whose page is open. */
  static at(page: Page, repository: string): PullRequestPage {
    const number = Number(page.url().split('/').at(-1));
    return new PullRequestPage(page, repository, number);
  }

  /** The same pull request in another page. */
  async in(page: Page): Promise<PullRequestPage> {
    await page.goto(this.url);
    return new PullRequestPage(page, this.repository, this.number);
  }

  get url(): string {
    return `${addresses().github}/acme/${this.repository}/pull/${this.number}`;
  }

  /** The id of its preview. */
  get previewId(): string {
    return `${this.repository}-pr-${this.number}`;
  }

  /** The name of its branch. */
  get branch(): Locator {
    return this.page.locator('main code').first();
  }

  /** The short name of its latest commit. */
  get head(): Locator {
    return this.page
      .locator('section')
      .filter({ has: this.page.getByRole('heading', { name: 'Commits' }) })
      .getByRole('listitem')
      .locator('code')
      .last();
  }

  get comments(): Locator {
    return this.page.locator('#conversation').getByRole('article');
  }

  async push(text: string): Promise<void> {
    const actions = this.page.getByRole('region', { name: 'Actions' });
    await actions.getByRole('textbox').fill(text);
    await this.press('Push a commit');
  }

  async press(
    button:
      | 'Push a commit'
      | 'Remove label preview'
      | 'Add label preview'
      | 'Convert to draft'
      | 'Ready for review'
      | 'Merge'
      | 'Close',
  ): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).click();
    await this.page.waitForLoadState();
  }
}
