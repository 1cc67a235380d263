/** What of Backstage around the plugin matters to it. */
export interface Surroundings {
  /** Ids of the plugins of this backend. */
  plugins: string[];
  /** Code hosts whose webhooks are refused, because they have no secret. */
  withoutWebhookSecret: string[];
  /** Whether Backstage asks for permissions at all. */
  permissions: boolean;
  /** How many users and groups get notifications of alerts. */
  alertRecipients: number;
  /** Clusters of which nobody has said whether previews need a login. */
  unprotected: string[];
  /** How often pull requests are listed, in words. */
  listing: string;
}

/** What is missing around the plugin and what that costs: it works without any of it (rule 7.30). */
export function noticesOf({
  plugins,
  withoutWebhookSecret,
  permissions,
  alertRecipients,
  unprotected,
  listing,
}: Surroundings): string[] {
  const notices: string[] = [];
  if (!plugins.includes('events')) {
    notices.push(
      `The events backend is not installed: webhooks don't arrive, so that changes are found by the listing only (${listing}).`,
    );
  } else {
    for (const host of withoutWebhookSecret)
      notices.push(
        `There is no webhook secret (events.modules.${host}.webhookSecret): webhooks are refused, so that changes are found by the listing only (${listing}).`,
      );
  }
  if (!plugins.includes('signals')) {
    notices.push(
      'The signals backend is not installed: pages show changes when they ask again, up to a minute late.',
    );
  }
  if (alertRecipients === 0) {
    notices.push(
      'previewEnvironments.alerts.recipients names nobody: what only a person can end, for instance a removal that is stuck, is in the log and in the metrics only.',
    );
  } else if (!plugins.includes('notifications')) {
    notices.push(
      'The notifications backend is not installed here: alerts reach previewEnvironments.alerts.recipients only if it runs in another backend of this Backstage. They are in the log and in the metrics.',
    );
  }
  if (!permissions) {
    notices.push(
      'permission.enabled is not set: every signed-in user may redeploy and delete every preview that the catalog shows them.',
    );
  }
  for (const cluster of unprotected) {
    notices.push(
      `previewEnvironments.clusters.${cluster}.protection is not set: whoever reaches the gateway reaches every preview. Say who asks for a login, or that it is off.`,
    );
  }
  return notices;
}
