import { readMinimal } from './__testUtils__/minimal';

const read = (projects: object) =>
  readMinimal({ builds: { circleci: { token: 'circle', projects } } }).builds
    .circleci?.projects;

const repository = 'github.com/acme/web';
const slug =
  'circleci/0f2b6b6c-9c62-4f3e-8a55-3f9a5f0e1d2c/7d1c3a44-51b0-4a3e-9d26-8f6e2b7c9a10';
const pipeline = 'c3f0b0f4-6a1d-4a53-9c0e-5f7d3e2a1b00';

it.each`
  scenario                      | project
  ${'of the GitHub App'}        | ${{ slug, pipeline }}
  ${'with short identifiers'}   | ${{ slug: 'circleci/9YytKzouJxzu4TjCRFqAoD/44n9wujWcTnVZ2b5S8Fnat', pipeline }}
  ${'of OAuth'}                 | ${{ slug: 'gh/acme/storefront' }}
  ${'of OAuth, one definition'} | ${{ slug: 'gh/acme/web', pipeline }}
`('knows a project of CircleCI $scenario', ({ project }) => {
  expect(read({ [repository]: project })).toEqual({ [repository]: project });
});

it.each`
  scenario                           | projects                                            | says
  ${'a project without a pipeline'}  | ${{ [repository]: { slug } }}                       | ${/needs pipeline/}
  ${'a pipeline by its name'}        | ${{ [repository]: { slug, pipeline: 'build' } }}    | ${/identifier of a pipeline definition/}
  ${'a slug that leads elsewhere'}   | ${{ [repository]: { slug: '../../me', pipeline } }} | ${/has to be the slug of a project/}
  ${'a repository without its host'} | ${{ 'acme/web': { slug, pipeline } }}               | ${/has to be a repository with its host/}
`('names the cure of $scenario', ({ projects, says }) => {
  expect(() => read(projects)).toThrow(says);
  expect(() => read(projects)).toThrow(/builds\.circleci\.projects/);
});
