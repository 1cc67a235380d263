import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { InProcessGitHub } from '@previewenv/test-sandbox/src/github';
import { CodeHostMemory } from '../../../store/codeHostMemory';
import { GithubCodeHost } from '../GithubCodeHost';

/** The host of the stand-in, as repositories name it. */
export const inProcessHost = 'github.sandbox';

/** One replica's code host on the stand-in. `token` says who it is at a moment: the token of an App is replaced every hour. */
export function codeHostOn(
  github: InProcessGitHub,
  options: {
    memory?: CodeHostMemory;
    as?: 'token' | 'app';
    token?: () => string;
  } = {},
): GithubCodeHost {
  const { memory, as = 'token', token = () => 'ours' } = options;
  return GithubCodeHost.create({
    integrations: ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          github: [{ host: inProcessHost, apiBaseUrl: `${github.url}/api/v3` }],
        },
      }),
    ),
    credentials: {
      getCredentials: async () => ({
        type: as,
        token: token(),
        headers: undefined,
      }),
    },
    logger: mockServices.logger.mock(),
    fetch: github.fetch,
    now: () => github.hub.clock.now(),
    memory,
  });
}
