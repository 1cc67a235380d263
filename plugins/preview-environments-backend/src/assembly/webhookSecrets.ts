import { Config } from '@backstage/config';

/**
 * The code hosts, as Backstage's events modules are called, whose webhooks are refused for want of a secret. GitHub is left out where only
 * GitLab is configured, and GitLab where nothing of it is.
 */
export function hostsWithoutWebhookSecret(config: Config): string[] {
  const missing: string[] = [];
  const usesGitlab = config.has('integrations.gitlab');
  const usesGithub = config.has('integrations.github') || !usesGitlab;
  if (usesGithub && !hasGithubSecret(config)) missing.push('github');
  if (usesGitlab && !config.has('events.modules.gitlab.webhookSecret'))
    missing.push('gitlab');
  return missing;
}

/** GitHub's can also be set for each App. */
function hasGithubSecret(config: Config): boolean {
  const apps = (
    config.getOptionalConfigArray('integrations.github') ?? []
  ).flatMap(host => host.getOptionalConfigArray('apps') ?? []);
  return (
    config.has('events.modules.github.webhookSecret') ||
    apps.some(app => app.has('webhookSecret'))
  );
}
