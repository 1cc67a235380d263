/** What of Backstage around the plugin matters to it. */
export interface Surroundings {
  /** Ids of the plugins of this backend. */
  plugins: string[];
  /** Whether GitHub's webhooks are let in, which takes a secret. */
  webhookSecret: boolean;
  /** Whether Backstage asks for permissions at all. */
  permissions: boolean;
  /** How often pull requests are listed, in words. */
  listing: string;
}

/** What is missing around the plugin and what that costs: it works without any of it (rule 7.30). */
export function noticesOf({
  plugins,
  webhookSecret,
  permissions,
  listing,
}: Surroundings): string[] {
  const notices: string[] = [];
  if (!plugins.includes('events')) {
    notices.push(
      `The events backend is not installed: webhooks don't arrive, so that changes are found by the listing only (${listing}).`,
    );
  } else if (!webhookSecret) {
    notices.push(
      `There is no webhook secret (events.modules.github.webhookSecret): webhooks are refused, so that changes are found by the listing only (${listing}).`,
    );
  }
  if (!plugins.includes('signals')) {
    notices.push(
      'The signals backend is not installed: pages show changes when they ask again, up to a minute late.',
    );
  }
  if (!permissions) {
    notices.push(
      'permission.enabled is not set: every signed-in user may redeploy and delete every preview that the catalog shows them.',
    );
  }
  return notices;
}
