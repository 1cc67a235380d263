import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { MemoryDefinitions } from './__testUtils__/MemoryDefinitions';
import { Definitions } from './Definitions';
import { WatchedRepository } from './groupByRepository';

const secondReadingMilliseconds = 5 * 60_000;
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
  const store = new MemoryDefinitions();
  const start = () =>
    new Definitions({
      codeHost: { readFile },
      store,
      secondReadingMilliseconds,
    });
  return { files, readFile, store, start, definitions: start() };
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
      absent: [],
      changed: true,
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
    scenario     | text                                   | says
    ${'invalid'} | ${definition('web', '  routingg: {}')} | ${/^preview.yaml: line \d+:\d+ spec.*routing/}
    ${'no YAML'} | ${'a: ['}                              | ${/^preview.yaml: line/}
  `(
    'stay as they last were good while one is $scenario (rule 7.21)',
    async ({ text, says }) => {
      const { files, store, definitions, start } = setUp();
      files.set('preview.yaml', text);
      const first = await definitions.read(watched('preview.yaml'));
      expect(first.components).toEqual([]);
      expect(first.problems).toEqual([expect.stringMatching(says)]);
      expect(first.problems[0]).not.toContain('last good');

      files.set('preview.yaml', definition('web'));
      await definitions.read(watched('preview.yaml'));
      files.set('preview.yaml', text);
      for (const reader of [definitions, definitions, start()]) {
        store.now += 10 * 60_000;
        const reading = await reader.read(watched('preview.yaml'));
        expect(reading.components.map(({ name }) => name)).toEqual(['web']);
        expect(reading.problems).toEqual([
          expect.stringMatching(/The last good version stays in use$/),
        ]);
        expect(reading.absent).toEqual([]);
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

describe('a definition that is missing (rule 7.21)', () => {
  const named = watched('preview.yaml');
  const vanished = watched();
  const namesOf = ({ components }: { components: { name: string }[] }) =>
    components.map(({ name }) => name);

  async function known() {
    const all = setUp();
    all.files.set('preview.yaml', definition('web'));
    await all.definitions.read(named);
    return all;
  }

  it.each`
    scenario                       | entities    | there    | restarted | reason
    ${'from the default branch'}   | ${named}    | ${false} | ${false}  | ${/no such file/}
    ${'and the process restarted'} | ${named}    | ${false} | ${true}   | ${/no such file/}
    ${'from the catalog'}          | ${vanished} | ${true}  | ${false}  | ${/no entity of the catalog/}
    ${'from both'}                 | ${vanished} | ${false} | ${true}   | ${/no entity of the catalog/}
  `(
    '$scenario stays in use until a second reading, a sweep later',
    async ({ entities, there, restarted, reason }) => {
      const { files, store, start, definitions: first } = await known();
      if (!there) files.clear();
      const definitions = restarted ? start() : first;
      for (const milliseconds of [0, 60_000]) {
        store.now += milliseconds;
        const doubted = await definitions.read(entities);
        expect(namesOf(doubted)).toEqual(['web']);
        expect(doubted.components[0].entityRefs).toEqual([
          'component:default/preview.yaml',
        ]);
        expect(doubted.problems).toEqual([expect.stringMatching(reason)]);
        expect(doubted.absent).toEqual([]);
      }

      store.now += secondReadingMilliseconds;
      const absent = await definitions.read(entities);
      const expected = {
        components: [],
        problems: [],
        absent: [{ component: 'web', reason: expect.stringMatching(reason) }],
      };
      expect(absent).toEqual({ ...expected, changed: true });
      expect(await start().read(entities)).toMatchObject(expected);
    },
  );

  it('is there again as soon as it is found', async () => {
    const { files, store, definitions } = await known();
    files.clear();
    await definitions.read(named);
    store.now += secondReadingMilliseconds;
    await definitions.read(named);
    files.set('preview.yaml', definition('web'));
    expect(await definitions.read(named)).toMatchObject({
      components: [{ name: 'web' }],
      problems: [],
      absent: [],
      changed: true,
    });
    expect(await definitions.read(named)).toMatchObject({ changed: false });
  });

  it.each([new RefusedError('no access'), new WaitingError('rate limit')])(
    'is not concluded from a repository whose contents cannot be read: %s',
    async error => {
      const { store, readFile, definitions } = await known();
      readFile.mockRejectedValue(error);
      for (const entities of [named, vanished]) {
        store.now += 2 * secondReadingMilliseconds;
        await expect(definitions.read(entities)).rejects.toThrow(error.message);
      }
      expect(await store.definitions(ref)).toMatchObject([{ state: 'there' }]);
    },
  );

  it.each(['a.yaml', 'z.yaml'])(
    'is not used where the file was moved, to %s',
    async path => {
      const { files, store, definitions } = await known();
      files.clear();
      files.set(path, definition('web'));
      for (const milliseconds of [0, secondReadingMilliseconds]) {
        store.now += milliseconds;
        const { components, problems } = await definitions.read(watched(path));
        expect(components).toMatchObject([{ name: 'web', path }]);
        expect(problems.join()).not.toContain('needs its own');
      }
    },
  );
});
