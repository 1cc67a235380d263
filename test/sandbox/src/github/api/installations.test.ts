import { caller } from '../../testing';
import { GitHub, startGitHub } from '../server';

let github: GitHub;

const call = caller(() => github.url);
const api = caller(() => `${github.url}/api/v3`);
const encoded = (value: object) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');
const asApp = (iss: number) => ({
  authorization: `bearer ${encoded({ alg: 'RS256' })}.${encoded({ iss })}.x`,
});
const installations = (headers: Record<string, string>) =>
  api('GET', '/app/installations', undefined, headers);

beforeEach(async () => {
  github = await startGitHub({ port: 0 });
  await call('PUT', '/_/repos/acme/web');
  await call('PUT', '/_/repos/other/cart');
});

afterEach(() => github.close());

it('gives the App a token for each owner', async () => {
  const { body } = await installations(asApp(7));
  expect(
    body.map(({ account }: { account: { login: string } }) => account.login),
  ).toEqual(['acme', 'other']);
  const token = await api(
    'POST',
    `/app/installations/${body[0].id}/access_tokens`,
    {},
    asApp(7),
  );
  expect(token).toMatchObject({
    status: 201,
    body: { token: expect.stringMatching(/^ghs_/) },
  });
});

it.each`
  scenario                        | action                 | status
  ${'the installation suspended'} | ${'suspend'}           | ${403}
  ${'it taken up again'}          | ${'suspend unsuspend'} | ${201}
`('answers for $scenario', async ({ action, status }) => {
  for (const each of action.split(' '))
    await call('POST', '/_/installation', {
      action: each,
      repositories: ['acme/web'],
    });
  const { body } = await installations(asApp(7));
  const path = `/app/installations/${body[0].id}/access_tokens`;
  expect((await api('POST', path, {}, asApp(7))).status).toBe(status);
});

it('lists nothing to people and to other Apps', async () => {
  const person = { authorization: 'token person' };
  expect((await installations(person)).status).toBe(401);
  expect((await installations(asApp(8))).status).toBe(401);
});
