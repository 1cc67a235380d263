/** An App, which acts by a bot's account. */
export interface App {
  id: number;
  /** Its bot is called `<slug>[bot]`. */
  slug: string;
  name: string;
}

/** The Apps that act here: the platform's, and the one by which workflows do (GitHub's has this id everywhere). */
export const apps = {
  platform: { id: 7, slug: 'platform-previews', name: 'Platform previews' },
  actions: { id: 15_368, slug: 'github-actions', name: 'GitHub Actions' },
} satisfies Record<string, App>;

export const botOf = ({ slug }: App): string => `${slug}[bot]`;

/** The App whose bot has this login. */
export function appOf(login: string): App | undefined {
  return Object.values(apps).find(app => botOf(app) === login);
}

/** GitHub begins the tokens of installations so. */
export const installationToken = /^(?:token|bearer) ghs_/i;
