import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { GithubConnections } from './GithubConnections';
import { repositoryRef } from './__testUtils__/answers';
import { ScriptedGithub } from './__testUtils__/ScriptedGithub';

/** An error as octokit makes them, with an answer or without. */
function requestError(message: string, status: number, answered: boolean) {
  const response = answered ? { headers: {}, data: { message } } : undefined;
  return Object.assign(new Error(message), { status, response });
}

describe('signing in', () => {
  it.each`
    scenario                           | error                                                                          | kind            | says
    ${'an App without the repository'} | ${new Error('The App does not have access to a repository with the name web')} | ${RefusedError} | ${/^acme\/web cannot be read: The App does not .* Install the GitHub App/}
    ${'a key that is not accepted'}    | ${requestError('A JSON web token could not be decoded', 401, true)}            | ${RefusedError} | ${/does not accept our credentials for acme\/web/}
    ${'an outage of GitHub'}           | ${requestError('Bad gateway', 502, true)}                                      | ${WaitingError} | ${/error 502/}
    ${'no connection'}                 | ${requestError('connect ECONNREFUSED', 500, false)}                            | ${WaitingError} | ${/cannot be reached: connect ECONNREFUSED/}
  `('says what to do about $scenario', async ({ error, kind, says }) => {
    const connections = new GithubConnections({
      ...new ScriptedGithub().options(),
      credentials: { getCredentials: () => Promise.reject(error) },
    });
    const identifying = connections.identify(repositoryRef);
    await expect(identifying).rejects.toThrow(kind);
    await expect(identifying).rejects.toThrow(says);
  });

  it('names a token without telling it', async () => {
    const github = new ScriptedGithub();
    const connections = new GithubConnections(github.options());
    const ours = await connections.identify(repositoryRef);
    github.token = 'another';
    const another = await connections.identify(repositoryRef);
    expect(ours.id).not.toBe(another.id);
    expect(another.id).not.toContain('another');
    github.token = undefined;
    expect(await connections.identify(repositoryRef)).toMatchObject({
      kind: 'none',
      token: undefined,
    });
  });

  it('needs the address of an Enterprise host', () => {
    const connections = new GithubConnections({
      ...new ScriptedGithub().options(),
      integrations: ScmIntegrations.fromConfig(
        new ConfigReader({
          integrations: { github: [{ host: 'ghe.example.com' }] },
        }),
      ),
    });
    expect(() => connections.octokit('ghe.example.com')).toThrow(
      'ghe.example.com has no apiBaseUrl under integrations.github (for GitHub Enterprise: https://ghe.example.com/api/v3)',
    );
  });
});
