import { component } from './__testUtils__/builders';
import { concerned, needsChangedFiles } from './paths';

const all = [
  component('web', { trigger: { paths: ['web/**'] } }),
  component('api', { trigger: { paths: ['api/**', 'proto/*.proto'] } }),
  component('docs'),
];
const everything = ['web', 'api', 'docs'];
const changed = (files: string[], complete = true) => ({ files, complete });

it.each`
  scenario                               | files                                  | before     | names
  ${'a file of one changes'}             | ${changed(['web/a.ts'])}               | ${[]}      | ${['web', 'docs']}
  ${'a file of each changes'}            | ${changed(['web/a', 'proto/a.proto'])} | ${[]}      | ${everything}
  ${'a hidden file changes'}             | ${changed(['web/.env'])}               | ${[]}      | ${['web', 'docs']}
  ${'a file of neither changes'}         | ${changed(['README.md'])}              | ${['web']} | ${['docs']}
  ${'the list of files was cut'}         | ${changed(['README.md'], false)}       | ${[]}      | ${everything}
  ${'nobody has asked for the files'}    | ${undefined}                           | ${[]}      | ${everything}
  ${'nothing changes'}                   | ${changed([])}                         | ${[]}      | ${['docs']}
  ${'nothing changes any more, it says'} | ${changed([])}                         | ${['web']} | ${['web', 'docs']}
`('concerns $names when $scenario', ({ files, before, names }) => {
  expect(concerned(all, files, before).map(({ name }) => name)).toEqual(names);
});

it('needs to know the files only where a definition names some', () => {
  expect(needsChangedFiles(all)).toBe(true);
  expect(needsChangedFiles([component('docs')])).toBe(false);
});
