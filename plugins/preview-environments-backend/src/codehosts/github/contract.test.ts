import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
// eslint-disable-next-line @backstage/no-forbidden-package-imports -- the suites for implementations are in the sources, not in the package's main export
import { codeHostContract } from '@previewenv/plugin-preview-environments-node/src/testUtils';
import { GithubPeople } from '@previewenv/test-contract/src/codehosts';
import { SystemClock } from '@previewenv/test-sandbox/src/clock';
import { GitHubApi } from '@previewenv/test-sandbox/src/github/api/api';
import { Hub } from '@previewenv/test-sandbox/src/github/hub';
import { Views } from '@previewenv/test-sandbox/src/github/views';
import { listen, serve } from '@previewenv/test-sandbox/src/http';
import { GithubCodeHost } from './GithubCodeHost';

/** The stand-in's REST API alone, under the path that GitHub Enterprise has it at. */
async function start() {
  const hub = new Hub({ clock: new SystemClock(), login: 'demo' });
  let site = '';
  const answer = serve(async exchange => {
    const path = exchange.url.pathname.replace('/api/v3', '');
    const views = new Views({ hub, site });
    return new GitHubApi({ hub, views }).answer(exchange, path);
  });
  const listening = await listen(answer, { name: 'GitHub', port: 0 });
  const host = `localhost:${listening.port}`;
  site = `http://${host}`;
  return { host, close: () => listening.close() };
}

/* eslint-disable jest/expect-expect -- the scenarios assert, so that a plain script can run them too */
describe("the sandbox's GitHub, read by the code host", () => {
  let github: Awaited<ReturnType<typeof start>>;

  beforeAll(async () => {
    github = await start();
  });
  afterAll(() => github.close());

  it.each(codeHostContract)('$name', async scenario => {
    const { host } = github;
    const apiBaseUrl = `http://${host}/api/v3`;
    const people = new GithubPeople({ apiBaseUrl, token: 'x', owner: 'acme' });
    await people.begin();
    await scenario.run({
      codeHost: GithubCodeHost.create({
        integrations: ScmIntegrations.fromConfig(
          new ConfigReader({
            integrations: { github: [{ host, apiBaseUrl, token: 'x' }] },
          }),
        ),
        logger: mockServices.logger.mock(),
      }),
      repository: { host, owner: 'acme', name: people.name },
      people,
    });
  });
});
