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
      codeHost: { readFile, forgetFiles: () => {} },
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

describe('definitions that several replicas read', () => {
  /** A replica that believes a file until it hears of a push. */
  function replica({ files, store }: ReturnType<typeof setUp>) {
    const believed = new Map<string, string>();
    const readFile = async (_: unknown, path: string) => {
      const text = believed.get(path) ?? files.get(path);
      if (text === undefined) return undefined;
      believed.set(path, text);
      return { text, revision: text };
    };
    const forgetFiles = jest.fn(() => believed.clear());
    const codeHost = { readFile, forgetFiles };
    const definitions = new Definitions({
      codeHost,
      store,
      secondReadingMilliseconds,
    });
    const read = () => definitions.read(watched('preview.yaml'));
    return { forgetFiles, read };
  }

  async function twoReplicas() {
    const all = setUp();
    all.files.set('preview.yaml', definition('web'));
    const [one, other] = [replica(all), replica(all)];
    await one.read();
    await other.read();
    await one.read();
    expect(one.forgetFiles).not.toHaveBeenCalled();
    expect(other.forgetFiles).not.toHaveBeenCalled();
    return { ...all, one, other };
  }

  it('are read anew by the one that has not heard of a push', async () => {
    const { files, one, other } = await twoReplicas();
    files.set('preview.yaml', definition('shop'));
    one.forgetFiles();
    await one.read();
    expect(await other.read()).toMatchObject({
      components: [{ name: 'shop' }],
    });
    expect(other.forgetFiles).toHaveBeenCalledTimes(1);
    await other.read();
    expect(other.forgetFiles).toHaveBeenCalledTimes(1);
  });

  it('are absent for both, and found again by both', async () => {
    const { files, store, one, other } = await twoReplicas();
    files.clear();
    one.forgetFiles();
    await one.read();
    expect((await other.read()).problems).toHaveLength(1);
    store.now += secondReadingMilliseconds;
    for (const { read } of [one, other])
      expect(await read()).toMatchObject({ components: [], absent: [{}] });

    files.set('preview.yaml', definition('web'));
    for (const { read } of [one, other])
      expect(await read()).toMatchObject({ components: [{}], problems: [] });
    expect(await store.definitions(ref)).toMatchObject([{ state: 'there' }]);
  });

  it('are missed for the first time again after another one has found them', async () => {
    const { files, store, one, other } = await twoReplicas();
    files.clear();
    one.forgetFiles();
    await one.read();
    files.set('preview.yaml', definition('web'));
    // The one that has missed it looks no more.
    await other.read();
    files.clear();
    other.forgetFiles();
    store.now += 10 * secondReadingMilliseconds;
    expect(await other.read()).toMatchObject({ components: [{}], absent: [] });
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
