import Ajv from 'ajv';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

import { complete, minimal, minimalWith } from './__fixtures__/definitions';
import { definitionJsonSchema, definitionJsonSchemaFile } from './jsonSchema';
import { parsePreviewDefinition } from './parse';

const accepts = new Ajv({ strict: true, allowUnionTypes: true }).compile(
  definitionJsonSchema(),
);

it('is the one that is published', () => {
  const file = resolve(__dirname, '../../preview-definition.schema.json');
  expect(readFileSync(file, 'utf8')).toBe(definitionJsonSchemaFile());
});

it.each`
  scenario                        | text                                                                    | valid
  ${'the least'}                  | ${minimal}                                                              | ${true}
  ${'everything'}                 | ${complete}                                                             | ${true}
  ${'an unknown field'}           | ${minimalWith('routting: {}')}                                          | ${false}
  ${'a field of a later version'} | ${minimalWith('expiry: { data: 72h }')}                                 | ${false}
  ${'a wrong type'}               | ${minimalWith('dependsOn: payments')}                                   | ${false}
  ${'a wrong word'}               | ${minimalWith('trigger: { forks: sometimes }')}                         | ${false}
  ${'a wrong name'}               | ${minimalWith('baseline: { namespace: My_Shop }')}                      | ${false}
  ${'a wrong duration'}           | ${minimal.replace('set:', 'wait: soon\n      set:')}                    | ${false}
  ${'a wrong quantity'}           | ${minimalWith('guardRails: { memory: 1GB }')}                           | ${false}
  ${'no images'}                  | ${minimal.replace(/ {2}images:[^]*tag: image.tag\n/, '')}               | ${false}
  ${'an empty list of images'}    | ${minimal.replace(/ {2}images:[^]*tag: image.tag\n/, '  images: []\n')} | ${false}
  ${'another kind'}               | ${minimal.replace('kind: PreviewDefinition', 'kind: Component')}        | ${false}
`('agrees with the parser on $scenario', ({ text, valid }) => {
  expect(accepts(parse(text))).toBe(valid);
  expect(parsePreviewDefinition(text).definition !== undefined).toBe(valid);
});

it('never refuses what the parser accepts', () => {
  const anyText = fc.oneof(
    fc.constantFrom('a', 'a-b', '1', '30m', 'PT1H', '1Gi', '200-399', '/x'),
    fc.string({ maxLength: 8 }),
  );
  fc.assert(
    fc.property(
      fc.record({
        name: anyText,
        wait: anyText,
        memory: fc.oneof(anyText, fc.double({ noNaN: true })),
        path: anyText,
        status: anyText,
        targetRevision: anyText,
        dependsOn: fc.array(anyText, { maxLength: 2 }),
      }),
      sample => {
        const value = parse(complete);
        value.metadata.name = sample.name;
        value.spec.images[0].wait = sample.wait;
        value.spec.guardRails.memory = sample.memory;
        value.spec.source.path = sample.path;
        value.spec.source.targetRevision = sample.targetRevision;
        value.spec.routing.probe.status = sample.status;
        value.spec.dependsOn = sample.dependsOn;
        const { definition } = parsePreviewDefinition(JSON.stringify(value));
        expect(definition === undefined || accepts(value)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

it('explains its fields to editors', () => {
  expect(JSON.stringify(definitionJsonSchema())).toContain(
    'The labels a pull request needs',
  );
});
