import { codeHostContract } from '@previewenv/plugin-preview-environments-node/testUtils';
import { GitlabPeople } from '@previewenv/test-contract/src/codehosts';
import { InProcessGitlab } from '@previewenv/test-sandbox/src/gitlab';
import { codeHostOn, inProcessHost } from './__testUtils__/inProcess';

const group = 'acme/shop';

/* eslint-disable jest/expect-expect -- the scenarios assert, so that a plain script can run them too */
describe('GitLab as its documentation describes it, read by the code host', () => {
  it.each(codeHostContract)('$name', async scenario => {
    const gitlab = new InProcessGitlab();
    const people = new GitlabPeople({
      apiBaseUrl: `${gitlab.url}/api/v4`,
      token: 'ada',
      group,
      fetch: gitlab.fetch,
    });
    await people.begin();
    await scenario.run({
      codeHost: codeHostOn(gitlab),
      repository: { host: inProcessHost, owner: group, name: people.name },
      people,
    });
  });
});
