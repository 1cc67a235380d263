import { annotate } from './annotate';

const DEFINITION = 'preview-environments.io/definition';
const annotations = { [DEFINITION]: 'preview.yaml' };
const onlyComponent = { kind: 'Component' };

const component = (metadata: string, more = '') =>
  `kind: Component\nmetadata:\n${metadata}${more}`;

describe('the rest of the file stays as it is', () => {
  it.each`
    scenario                            | before                                                                 | after
    ${'no annotations yet'}             | ${'  name: web # ours\n'}                                              | ${'  name: web # ours\n  annotations:\n    preview-environments.io/definition: preview.yaml\n'}
    ${'others, with comments'}          | ${'  name: web\n  annotations:\n    # b\n    a: "1"   # c\n    # d\n'} | ${'  name: web\n  annotations:\n    # b\n    a: "1"   # c\n    preview-environments.io/definition: preview.yaml\n    # d\n'}
    ${'the same with another value'}    | ${`  annotations:\n    ${DEFINITION}: old.yaml # c\n  name: web\n`}    | ${`  annotations:\n    ${DEFINITION}: preview.yaml # c\n  name: web\n`}
    ${'the same with no value'}         | ${`  annotations:\n    ${DEFINITION}:\n  name: web\n`}                 | ${`  annotations:\n    ${DEFINITION}: preview.yaml\n  name: web\n`}
    ${'the same over several lines'}    | ${`  annotations:\n    ${DEFINITION}: >-\n      old\n  name: web\n`}   | ${`  annotations:\n    ${DEFINITION}: preview.yaml\n  name: web\n`}
    ${'annotations with nothing in it'} | ${'  annotations: # none\n  name: web\n'}                              | ${`  annotations: # none\n    ${DEFINITION}: preview.yaml\n  name: web\n`}
    ${'annotations that are null'}      | ${'  annotations: ~\n  name: web\n'}                                   | ${`  annotations: { ${DEFINITION}: preview.yaml }\n  name: web\n`}
    ${'empty braces'}                   | ${'  annotations: {}\n  name: web\n'}                                  | ${`  annotations: { ${DEFINITION}: preview.yaml }\n  name: web\n`}
    ${'braces'}                         | ${'  annotations: {a: b}\n  name: web\n'}                              | ${`  annotations: {a: b, ${DEFINITION}: preview.yaml }\n  name: web\n`}
    ${'braces with a last comma'}       | ${'  annotations: {\n    a: b,\n  }\n  name: web\n'}                   | ${`  annotations: {\n    a: b, ${DEFINITION}: preview.yaml }\n  name: web\n`}
    ${'a deeper indentation'}           | ${'      name: web\n      annotations:\n          a: b\n'}             | ${`      name: web\n      annotations:\n          a: b\n          ${DEFINITION}: preview.yaml\n`}
    ${'a text block at the end'}        | ${'  name: web\n  description: |\n    one\n\n    two\n'}               | ${`  name: web\n  description: |\n    one\n\n    two\n  annotations:\n    ${DEFINITION}: preview.yaml\n`}
    ${'a list at the end'}              | ${'  name: web\n  tags:\n  - a\n  - b # c\n'}                          | ${`  name: web\n  tags:\n  - a\n  - b # c\n  annotations:\n    ${DEFINITION}: preview.yaml\n`}
    ${'no line break at the end'}       | ${'  name: web'}                                                       | ${`  name: web\n  annotations:\n    ${DEFINITION}: preview.yaml\n`}
  `('$scenario', ({ before, after }) => {
    expect(annotate(component(before), onlyComponent, annotations)).toBe(
      component(after),
    );
  });

  it('also what follows, blank lines and odd spacing included', () => {
    const rest = `\n\nspec:   {type: service,   owner: "me"}\n# the end\n`;
    expect(
      annotate(component('  name: web\n', rest), onlyComponent, annotations),
    ).toBe(
      component(
        `  name: web\n  annotations:\n    ${DEFINITION}: preview.yaml\n`,
        rest,
      ),
    );
  });

  it('also Windows line ends', () => {
    const windows = (text: string) => text.replaceAll('\n', '\r\n');
    expect(
      annotate(windows(component('  name: web\n')), onlyComponent, annotations),
    ).toBe(
      windows(
        component(
          `  name: web\n  annotations:\n    ${DEFINITION}: preview.yaml\n`,
        ),
      ),
    );
  });

  it('also metadata in braces', () => {
    expect(
      annotate('{kind: Component, metadata: {name: web}}', onlyComponent, {
        a: 'x, y',
      }),
    ).toBe(
      '{kind: Component, metadata: {name: web, annotations: { a: "x, y" } }}',
    );
  });
});

describe('values', () => {
  it.each(['true', '1.10', 'a: b', '# c', '', 'two\nlines', "it's", '*x'])(
    '%p stays a text',
    value => {
      for (const before of [
        '  name: web\n',
        '  name: web\n  annotations: {a: b}\n',
        '  name: web\n  annotations:\n    x: old\n',
      ]) {
        const once = annotate(component(before), onlyComponent, { x: value });
        expect(annotate(once, onlyComponent, { x: value })).toBe(once);
      }
    },
  );

  it('may be several at once', () => {
    expect(
      annotate(component('  name: web\n'), onlyComponent, { a: '1', b: 'two' }),
    ).toBe(component(`  name: web\n  annotations:\n    a: "1"\n    b: two\n`));
  });
});

it('changes nothing the second time', () => {
  const once = annotate(component('  name: web\n'), onlyComponent, annotations);
  expect(annotate(once, onlyComponent, annotations)).toBe(once);
});

describe('several documents', () => {
  const file = `# the system
kind: System
metadata:
  name: shop
---
kind: Component
metadata:
  name: web
---
kind: Component
metadata:
  name: web
  namespace: other # not this one
---
# nothing here
---
kind: API
metadata: { name: web }
`;

  it('annotates the one that is meant', () => {
    expect(
      annotate(
        file,
        { kind: 'component', name: 'web', namespace: 'default' },
        annotations,
      ),
    ).toBe(
      file.replace(
        'name: web\n---',
        `name: web\n  annotations:\n    ${DEFINITION}: preview.yaml\n---`,
      ),
    );
  });

  it.each`
    scenario            | selector                               | expected
    ${'several fit'}    | ${{ kind: 'Component', name: 'web' }}  | ${'The catalog file has more than one Component web; it has system:default/shop, component:default/web, component:other/web, api:default/web'}
    ${'none fits'}      | ${{ kind: 'Component', name: 'cart' }} | ${'The catalog file has no Component cart; it has system:default/shop'}
    ${'no such a kind'} | ${{ kind: 'Resource' }}                | ${'The catalog file has no Resource; it has'}
  `('says what there is when $scenario', ({ selector, expected }) => {
    expect(() => annotate(file, selector, annotations)).toThrow(expected);
  });
});

describe('a file that is not to be edited', () => {
  it.each`
    scenario                  | text                                                                  | expected
    ${'no YAML'}              | ${'kind: Component\nmetadata: ['}                                     | ${'The catalog file is no valid YAML: line 2:12'}
    ${'nothing'}              | ${''}                                                                 | ${'The catalog file has no Component; it has no entities'}
    ${'annotations by alias'} | ${component('  name: web\n  labels: &x {a: b}\n  annotations: *x\n')} | ${"The entity's annotations are an alias; add preview-environments.io/definition by hand"}
    ${'annotations as list'}  | ${component('  name: web\n  annotations: [a]\n')}                     | ${"The entity's annotations are no map"}
    ${'a shared map'}         | ${component('  name: web\n  annotations: &x {a: b}\n  labels: *x\n')} | ${'can not be annotated without changing something else in the file'}
  `('$scenario', ({ text, expected }) => {
    expect(() => annotate(text, onlyComponent, annotations)).toThrow(expected);
  });
});
