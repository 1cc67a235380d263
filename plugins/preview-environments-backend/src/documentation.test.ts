// What people copy out of the documentation has to work.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import {
  DEFINITION_KIND,
  formatFinding,
  parsePreviewDefinition,
} from '@previewenv/plugin-preview-environments-common';
import { parse } from 'yaml';
import { readConfiguration } from './configuration';

interface Example {
  /** The file and the line that the example begins at. */
  place: string;
  text: string;
  value: Record<string, unknown>;
}

const root = resolve(__dirname, '../../..');
const plugins = join(root, 'plugins');
const documents = [
  join(root, 'README.md'),
  ...readdirSync(plugins).map(plugin => join(plugins, plugin, 'README.md')),
];
const examples = documents.flatMap(examplesIn);
const definitions = examples.filter(
  ({ value }) => value.kind === DEFINITION_KIND,
);
const configurations = examples.filter(
  ({ value }) => 'previewEnvironments' in value,
);

function examplesIn(document: string): Example[] {
  const text = readFileSync(document, 'utf8');
  return [...text.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(match => {
    const line = text.slice(0, match.index).split('\n').length + 1;
    return {
      place: `${relative(root, document)}:${line}`,
      text: match[1],
      value: parse(match[1]),
    };
  });
}

it('has examples of both', () => {
  expect(definitions).not.toHaveLength(0);
  expect(configurations).not.toHaveLength(0);
});

it.each(definitions)('$place is a definition without findings', ({ text }) => {
  const { findings } = parsePreviewDefinition(text);
  expect(findings.map(formatFinding)).toEqual([]);
});

it.each(configurations)('$place is a configuration', ({ value }) => {
  const config = mockServices.rootConfig({ data: value as {} });
  expect(readConfiguration(config)).toBeDefined();
});

it('has an example of configuration in config.d.ts that works', () => {
  const text = readFileSync(resolve(__dirname, '../config.d.ts'), 'utf8');
  const [, example] = /```yaml\n([^]*?)```/.exec(text) ?? [];
  const data = parse(example.replace(/^ *\* ?/gm, ''));
  const config = mockServices.rootConfig({ data });
  expect(readConfiguration(config)).toBeDefined();
});

it('links to files that exist', () => {
  const further = ['CONTRIBUTING.md', 'SECURITY.md', 'docs/adr/README.md'];
  const missing = [
    ...documents,
    ...further.map(file => join(root, file)),
  ].flatMap(document =>
    [
      ...readFileSync(document, 'utf8').matchAll(
        /(?<!!)\[[^\]]*\]\(([^)#]+)[^)]*\)/g,
      ),
    ]
      .map(([, target]) => target)
      .filter(target => !/^https?:/.test(target))
      .filter(target => !isThere(resolve(document, '..', target)))
      .map(target => `${relative(root, document)}: ${target}`),
  );
  expect(missing).toEqual([]);
});

function isThere(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EISDIR';
  }
}
