import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { InProcessGitlab } from '@previewenv/test-sandbox/src/gitlab';
import { CodeHostMemory } from '../../../store/codeHostMemory';
import { GitlabCodeHost } from '../GitlabCodeHost';

/** The host of the stand-in, as repositories name it. */
export const inProcessHost = 'gitlab.sandbox';

/** One replica's code host on the stand-in, in the name of the owner of the token. */
export function codeHostOn(
  gitlab: InProcessGitlab,
  options: { memory?: CodeHostMemory; token?: string } = {},
): GitlabCodeHost {
  const { memory, token = 'ada' } = options;
  const apiBaseUrl = `${gitlab.url}/api/v4`;
  return GitlabCodeHost.create({
    integrations: ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          gitlab: [{ host: inProcessHost, apiBaseUrl, token }],
        },
      }),
    ),
    fetch: gitlab.fetch,
    now: () => gitlab.hub.clock.now(),
    memory,
  });
}
