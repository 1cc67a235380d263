import { minimalWith } from './__fixtures__/definitions';
import { formatFinding } from './findings';
import { parsePreviewDefinition } from './parse';

const withJob = (fields: string) =>
  parsePreviewDefinition(minimalWith(`cleanup: { job: { ${fields} } }`));

it('needs no more than an image', () => {
  const { definition, findings } = withJob('image: ghcr.io/acme/tools:1.4');

  expect(findings).toEqual([]);
  expect(definition?.spec.cleanup).toEqual({
    job: {
      image: 'ghcr.io/acme/tools:1.4',
      command: [],
      args: [],
      env: {},
      envFrom: [],
      deadline: '10m',
      retries: 2,
    },
  });
});

it.each`
  scenario                      | fields
  ${'a placeholder'}            | ${"image: a, env: { DATABASE: 'shop_{{ preview.id }}' }"}
  ${'an image by its digest'}   | ${`image: 'localhost:5000/a/b@sha256:${'1f'.repeat(32)}'`}
  ${'the longest deadline'}     | ${'image: a, deadline: 1d'}
  ${'no second attempt'}        | ${'image: a, retries: 0'}
  ${'a Secret'}                 | ${'image: a, envFrom: [{ secretRef: { name: db.admin } }]'}
  ${'an argument that is void'} | ${"image: a, args: ['']"}
`('takes $scenario', ({ fields }) => {
  expect(withJob(fields).findings).toEqual([]);
});

it.each`
  scenario                           | fields                                                 | expected
  ${'no image'}                      | ${'command: [x]'}                                      | ${'spec.cleanup.job.image: is required'}
  ${'an image that is none'}         | ${'image: Tools'}                                      | ${'spec.cleanup.job.image: must be an image such as'}
  ${'a placeholder in the image'}    | ${"image: 'acme/tools:{{ commit.sha }}'"}              | ${'spec.cleanup.job.image: placeholders are not allowed here'}
  ${'a placeholder in an argument'}  | ${"image: a, args: ['{{ pullRequest.baseRef }}']"}     | ${'spec.cleanup.job.args[0]: placeholders are not allowed here'}
  ${'a variable that has no name'}   | ${"image: a, env: { 1x: 'y' }"}                        | ${'spec.cleanup.job.env.1x: must be letters, digits and underscores'}
  ${'a value without quotes'}        | ${'image: a, env: { PORT: 5432 }'}                     | ${'spec.cleanup.job.env.PORT: must be a text: put it in quotes'}
  ${'a ConfigMap in place of both'}  | ${'image: a, envFrom: [{ configMapRef: { name: x }}]'} | ${'spec.cleanup.job.envFrom[0].secretRef: is required'}
  ${'a deadline that is none'}       | ${'image: a, deadline: soon'}                          | ${'spec.cleanup.job.deadline: must be a duration'}
  ${'a deadline beyond all reason'}  | ${'image: a, deadline: 25h'}                           | ${'spec.cleanup.job.deadline: must be at most 24h'}
  ${'a number of retries below nil'} | ${'image: a, retries: -1'}                             | ${'spec.cleanup.job.retries: must not be negative'}
  ${'too many retries'}              | ${'image: a, retries: 11'}                             | ${'spec.cleanup.job.retries: must be at most 10'}
`('refuses $scenario', ({ fields, expected }) => {
  const [first] = withJob(fields).findings.map(formatFinding);

  expect(first).toContain(expected);
});

it('refuses a clean-up that does nothing', () => {
  const { findings } = parsePreviewDefinition(minimalWith('cleanup: {}'));

  expect(findings.map(formatFinding)).toEqual([
    expect.stringContaining('spec.cleanup.job: is required'),
  ]);
});
