import { ConfigReader } from '@backstage/config';
import { hostsWithoutWebhookSecret } from './webhookSecrets';

const host = { host: 'code.acme.com', apiBaseUrl: 'https://code.acme.com/api' };
const app = {
  appId: 1,
  privateKey: 'x',
  clientId: 'x',
  clientSecret: 'x',
};

it.each`
  scenario                      | integrations                                                | secrets                 | missing
  ${'nothing is configured'}    | ${{}}                                                       | ${[]}                   | ${['github']}
  ${'GitHub has none'}          | ${{ github: [host] }}                                       | ${[]}                   | ${['github']}
  ${'GitHub has one'}           | ${{ github: [host] }}                                       | ${['github']}           | ${[]}
  ${'an App of GitHub has one'} | ${{ github: [{ apps: [{ ...app, webhookSecret: 'x' }] }] }} | ${[]}                   | ${[]}
  ${'only GitLab is used'}      | ${{ gitlab: [host] }}                                       | ${['gitlab']}           | ${[]}
  ${'GitLab has none'}          | ${{ gitlab: [host] }}                                       | ${[]}                   | ${['gitlab']}
  ${'GitLab has only GitHub’s'} | ${{ github: [host], gitlab: [host] }}                       | ${['github']}           | ${['gitlab']}
  ${'both have one'}            | ${{ github: [host], gitlab: [host] }}                       | ${['github', 'gitlab']} | ${[]}
`('misses $missing when $scenario', ({ integrations, secrets, missing }) => {
  const modules = Object.fromEntries(
    secrets.map((name: string) => [name, { webhookSecret: 'x' }]),
  );
  const config = new ConfigReader({ integrations, events: { modules } });
  expect(hostsWithoutWebhookSecret(config)).toEqual(missing);
});
