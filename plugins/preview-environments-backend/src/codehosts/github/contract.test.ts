import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { codeHostContract } from '@previewenv/plugin-preview-environments-node/testUtils';
import { GithubPeople } from '@previewenv/test-contract/src/codehosts';
import { GitHub, startGitHub } from '@previewenv/test-sandbox/src/github';
import { GithubCodeHost } from './GithubCodeHost';

/** Milliseconds: one scenario opens a hundred pull requests by hundreds of requests, on a machine that may have other things to do. */
const patience = 60_000;

/* eslint-disable jest/expect-expect -- the scenarios assert, so that a plain script can run them too */
describe("the sandbox's GitHub, read by the code host", () => {
  let github: GitHub;

  beforeAll(async () => {
    github = await startGitHub({ port: 0 });
  });
  afterAll(() => github.close());

  it.each(codeHostContract)(
    '$name',
    async scenario => {
      const { host } = new URL(github.url);
      const apiBaseUrl = `${github.url}/api/v3`;
      const people = new GithubPeople({
        apiBaseUrl,
        token: 'x',
        owner: 'acme',
      });
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
    },
    patience,
  );
});
