import * as fc from 'fast-check';

import { minimal, minimalWith } from './__fixtures__/definitions';
import { formatFinding } from './findings';
import { parsePreviewDefinition } from './parse';
import {
  fillPlaceholders,
  placeholderNames,
  placeholderValuesOf,
} from './placeholders';

const values = placeholderValuesOf({
  previewId: 'web-pr-42',
  pullRequest: { number: 42, baseRef: 'main', headRef: 'Feature/New_Cart' },
  commitSha: '1a2b3c4d5e6f708192a3b4c5d6e7f80910111213',
  component: 'web',
});

describe('filling', () => {
  it.each`
    text                                            | expected
    ${'{{ preview.id }}.preview.example.com'}       | ${'web-pr-42.preview.example.com'}
    ${'pr-{{pullRequest.number}}-{{commit.short}}'} | ${'pr-42-1a2b3c4'}
    ${'{{ commit.sha }}'}                           | ${'1a2b3c4d5e6f708192a3b4c5d6e7f80910111213'}
    ${'{{ pullRequest.baseRef }}'}                  | ${'main'}
    ${'{{  pullRequest.headSlug  }}'}               | ${'feature-new-cart'}
    ${'{{ component.name }}'}                       | ${'web'}
    ${'no placeholder { } at all'}                  | ${'no placeholder { } at all'}
    ${''}                                           | ${''}
  `('$text', ({ text, expected }) => {
    expect(fillPlaceholders(text, values)).toBe(expected);
  });

  it('takes a value as it is, whatever it looks like', () => {
    fc.assert(
      fc.property(fc.string(), value => {
        const hostile = { ...values, 'pullRequest.baseRef': value };
        expect(fillPlaceholders('<{{ pullRequest.baseRef }}>', hostile)).toBe(
          `<${value}>`,
        );
      }),
      { examples: [['{{ commit.sha }}'], ['$&'], ['$1']] },
    );
  });

  it('refuses what a parsed definition can not contain', () => {
    expect(() => fillPlaceholders('{{ pullRequest.title }}', values)).toThrow(
      "'{{ pullRequest.title }}': unknown placeholder {{ pullRequest.title }}, known are preview.id",
    );
  });

  it('gets through hostile braces in no time', () => {
    const hostile = '{{ '.repeat(20_000);
    const before = performance.now();
    expect(() => fillPlaceholders(hostile, values)).toThrow('not closed');
    expect(performance.now() - before).toBeLessThan(1000);
  });
});

describe('in a definition', () => {
  const findingsFor = (text: string) =>
    parsePreviewDefinition(text).findings.map(formatFinding);

  it.each(
    placeholderNames
      .filter(name => name !== 'preview.origin')
      .map(name => [name]),
  )('%s may be used', name => {
    const text = minimal.replace(
      /tag: 'pr.*/,
      `tag: '{{ commit.short }}-{{ ${name} }}'`,
    );
    expect(findingsFor(text)).toEqual([]);
  });

  it.each`
    scenario                   | placeholder                    | expected
    ${'misspelt'}              | ${'{{ commit.shrot }}'}        | ${'unknown placeholder {{ commit.shrot }}, did you mean {{ commit.short }}?'}
    ${'written by the author'} | ${'{{ pullRequest.title }}'}   | ${'unknown placeholder {{ pullRequest.title }}, known are'}
    ${'of another language'}   | ${'{{ .Values.tag }}'}         | ${'unknown placeholder {{ .Values.tag }}, known are'}
    ${'with a filter'}         | ${'{{ commit.sha | x }}'}      | ${'unknown placeholder {{ commit.sha | x }}'}
    ${'empty'}                 | ${'{{ }}'}                     | ${'unknown placeholder {{  }}'}
    ${'not closed'}            | ${'{{ commit.sha'}             | ${'a placeholder is not closed or not opened'}
    ${'not opened'}            | ${'commit.sha }}'}             | ${'a placeholder is not closed or not opened'}
    ${'the branch itself'}     | ${'{{ pullRequest.headRef }}'} | ${'unknown placeholder {{ pullRequest.headRef }}, known are'}
  `('one that is $scenario is an error', ({ placeholder, expected }) => {
    const [first] = findingsFor(minimal.replace("'pr-", `'${placeholder}-`));
    expect(first).toContain('line 9:12 spec.images[0].tag: ');
    expect(first).toContain(expected);
  });

  it.each`
    field                       | text
    ${'spec.cluster'}           | ${minimal.replace('cluster: dev', "cluster: '{{ commit.sha }}'")}
    ${'spec.source.repoURL'}    | ${minimal.replace('acme/deploy', '{{ commit.sha }}')}
    ${'spec.source.path'}       | ${minimal.replace('charts/web', "'{{ component.name }}'")}
    ${'spec.images[0].name'}    | ${minimal.replace('ghcr.io/acme/web', "'{{ component.name }}'")}
    ${'metadata.name'}          | ${minimal.replace('name: web', "name: '{{ preview.id }}'")}
    ${'spec.trigger.labels[0]'} | ${minimalWith("trigger: { labels: ['{{ preview.id }}'] }")}
  `('none may stand in $field', ({ field, text }) => {
    expect(findingsFor(text)).toEqual([
      expect.stringContaining(
        `${field}: placeholders are not allowed here, only in images[].tag, routing.host, routing.hosts[], source.helm.parameters[], cleanup.job.env[]`,
      ),
    ]);
  });

  it('none may stand in the name of a parameter', () => {
    const text = minimal.replace(
      'path: charts/web',
      "path: c\n    helm: { parameters: { '{{ preview.id }}': x } }",
    );
    expect(findingsFor(text)).toEqual([
      expect.stringContaining("placeholders are not allowed in a field's name"),
    ]);
  });
});
