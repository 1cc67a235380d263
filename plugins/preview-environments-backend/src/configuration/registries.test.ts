import { readMinimal } from './__testUtils__/minimal';

const read = (registry: object, platforms?: string[]) =>
  readMinimal({ registries: [registry] }, platforms && { platforms });

const ecr = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';

it.each`
  scenario                          | registry
  ${'a user'}                       | ${{ host: 'ghcr.io', username: 'bot', password: 'x' }}
  ${'Amazon ECR'}                   | ${{ host: ecr, signIn: 'aws' }}
  ${'Amazon ECR in China'}          | ${{ host: `${ecr}.cn`, signIn: 'aws' }}
  ${'Amazon ECR with FIPS'}         | ${{ host: '123456789012.dkr.ecr-fips.us-east-1.amazonaws.com', signIn: 'aws' }}
  ${'Amazon ECR, both stacks'}      | ${{ host: '123456789012.dkr-ecr.us-west-2.on.aws', signIn: 'aws' }}
  ${'Artifact Registry'}            | ${{ host: 'europe-docker.pkg.dev', signIn: 'google' }}
  ${'Artifact Registry with a key'} | ${{ host: 'europe-docker.pkg.dev', username: '_json_key', password: '{}' }}
`('takes $scenario', ({ registry }) => {
  expect(read(registry).registries).toEqual([registry]);
});

it.each`
  scenario                       | registry                                                               | says
  ${'a password without a user'} | ${{ host: 'ghcr.io', password: 'x' }}                                  | ${'needs username and password together'}
  ${'two ways to sign in'}       | ${{ host: ecr, signIn: 'aws', username: 'a', password: 'b' }}          | ${'either a username or signIn'}
  ${'an unknown cloud'}          | ${{ host: ecr, signIn: 'azure' }}                                      | ${'has to be aws or google'}
  ${'AWS elsewhere'}             | ${{ host: 'ecr.attacker.com', signIn: 'aws' }}                         | ${'is no private registry of Amazon ECR'}
  ${'Google Cloud elsewhere'}    | ${{ host: 'docker.pkg.dev.attacker.com', signIn: 'google' }}           | ${'is no registry of Google Cloud'}
  ${'a token in plain text'}     | ${{ host: 'europe-docker.pkg.dev', signIn: 'google', insecure: true }} | ${'can not be insecure with signIn'}
`('names the cure of $scenario', ({ registry, says }) => {
  expect(() => read(registry)).toThrow(
    new RegExp(`previewEnvironments\\.registries\\[0\\].*${says}`),
  );
});

it('knows what the nodes of a cluster run', () => {
  const platforms = ['linux/amd64', 'linux/arm64/v8'];
  const configuration = read({ host: 'ghcr.io' }, platforms);
  expect(configuration.clusters.dev.platforms).toEqual(platforms);
  expect(() => read({ host: 'ghcr.io' }, ['arm64'])).toThrow(
    'previewEnvironments.clusters.dev.platforms[0]: has to be a platform',
  );
});
