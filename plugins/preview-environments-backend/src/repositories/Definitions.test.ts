import { WaitingError } from '@previewenv/plugin-preview-environments-node';
import { Definitions } from './Definitions';
import { WatchedRepository } from './groupByRepository';

const ref = { host: 'github.com', owner: 'acme', name: 'web' };

function watched(...paths: string[]): WatchedRepository {
  return {
    ref,
    definitions: paths.map(path => ({
      path,
      entityRefs: [`component:default/${path}`],
    })),
  };
}

function definition(name: string, extra = ''): string {
  return `apiVersion: preview-environments.io/v1alpha1
kind: PreviewDefinition
metadata: { name: ${name} }
spec:
  cluster: dev
  images:
    - name: ghcr.io/acme/web
      tag: 'pr-{{ pullRequest.number }}-{{ commit.short }}'
      set: { helm: { tag: image.tag } }
  source: { repoURL: 'https://github.com/acme/deploy', path: charts/web, targetRevision: main, helm: {} }
${extra}`;
}

function setUp() {
  const files = new Map<string, string>();
  const readFile = jest.fn(async (_: unknown, path: string) => {
    const text = files.get(path);
    return text === undefined ? undefined : { text, revision: text };
  });
  const definitions = new Definitions({ readFile });
  return { files, readFile, definitions };
}

describe('the definitions of a repository', () => {
  it('are its components, with the entities that name them', async () => {
    const { files, definitions } = setUp();
    files.set('preview.yaml', definition('web'));
    const reading = await definitions.read(watched('preview.yaml'));
    expect(reading).toMatchObject({
      components: [
        {
          name: 'web',
          path: 'preview.yaml',
          entityRefs: ['component:default/preview.yaml'],
          definition: { spec: { cluster: 'dev' } },
        },
      ],
      problems: [],
      missing: [],
    });
  });

  it('are parsed again only when they changed', async () => {
    const { files, definitions } = setUp();
    files.set('preview.yaml', definition('web'));
    const [before] = (await definitions.read(watched('preview.yaml')))
      .components;
    const [same] = (await definitions.read(watched('preview.yaml'))).components;
    expect(same.definition).toBe(before.definition);
    files.set('preview.yaml', definition('shop'));
    const [after] = (await definitions.read(watched('preview.yaml')))
      .components;
    expect(after.name).toBe('shop');
  });

  it.each`
    scenario     | text                                   | says                                                            | missing
    ${'invalid'} | ${definition('web', '  routingg: {}')} | ${/^preview.yaml: line \d+:\d+ spec.*routing/}                  | ${[]}
    ${'no YAML'} | ${'a: ['}                              | ${/^preview.yaml: line/}                                        | ${[]}
    ${'missing'} | ${undefined}                           | ${/^preview.yaml: there is no such file on the default branch/} | ${['preview.yaml']}
  `(
    'stay as they last were good while one is $scenario (rule 7.21)',
    async row => {
      const { text, says, missing } = row;
      const { files, definitions } = setUp();
      const spoil = () =>
        text === undefined
          ? files.delete('preview.yaml')
          : files.set('preview.yaml', text);

      spoil();
      const first = await definitions.read(watched('preview.yaml'));
      expect(first.components).toEqual([]);
      expect(first.problems).toEqual([expect.stringMatching(says)]);
      expect(first.problems[0]).not.toContain('last good');

      files.set('preview.yaml', definition('web'));
      await definitions.read(watched('preview.yaml'));
      spoil();
      for (const _ of ['once', 'again']) {
        const reading = await definitions.read(watched('preview.yaml'));
        expect(reading.components.map(({ name }) => name)).toEqual(['web']);
        expect(reading.problems).toEqual([
          expect.stringMatching(/The last good version stays in use$/),
        ]);
        expect(reading.missing).toEqual(missing);
      }

      files.set('preview.yaml', definition('web'));
      const repaired = await definitions.read(watched('preview.yaml'));
      expect(repaired.problems).toEqual([]);
    },
  );

  it('with one name are a problem of the later path', async () => {
    const { files, definitions } = setUp();
    files.set('a.yaml', definition('web')).set('b.yaml', definition('web'));
    const reading = await definitions.read(watched('a.yaml', 'b.yaml'));
    expect(reading.components.map(({ path }) => path)).toEqual(['a.yaml']);
    expect(reading.problems).toEqual([
      'b.yaml: metadata.name: web is the name in a.yaml already; each definition of a repository needs its own',
    ]);
  });

  it('are not known when they cannot be read', async () => {
    const { readFile, definitions } = setUp();
    readFile.mockRejectedValue(new WaitingError('rate limit'));
    await expect(definitions.read(watched('preview.yaml'))).rejects.toThrow(
      WaitingError,
    );
  });
});
