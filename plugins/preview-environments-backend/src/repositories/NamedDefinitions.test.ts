import { DefinitionReading } from './Definitions';
import { WatchedRepository } from './groupByRepository';
import { NamedDefinitions } from './NamedDefinitions';

const before = { host: 'github.com', owner: 'acme', name: 'web', id: '7' };
const now = { ...before, name: 'shop' };

function readingOf(name: string): DefinitionReading {
  return {
    components: [],
    problems: [],
    absent: [{ component: name, reason: 'gone' }],
    changed: false,
  };
}
const nothing = { components: [], problems: [], absent: [], changed: false };

function definitionsOf(options: { watched: string[]; known: string[] }) {
  return new NamedDefinitions({
    repositories: {
      find: async ref =>
        options.watched.includes(ref.name)
          ? { ref, definitions: [{ path: 'a.yaml', entityRefs: [] }] }
          : undefined,
    },
    definitions: {
      read: async ({ ref, definitions }: WatchedRepository) =>
        definitions.length > 0 || options.known.includes(ref.name)
          ? readingOf(ref.name)
          : nothing,
    },
  });
}

it.each`
  scenario                             | watched     | known       | found
  ${'the present name is watched'}     | ${['shop']} | ${['web']}  | ${'shop'}
  ${'the catalog has the former name'} | ${['web']}  | ${['shop']} | ${'web'}
  ${'neither is watched, but one was'} | ${[]}       | ${['web']}  | ${'web'}
`('finds the definitions where $scenario', async row => {
  const { absent } = await definitionsOf(row).read([now, before]);
  expect(absent).toMatchObject([{ component: row.found }]);
});

it('calls absent what nobody has ever heard of: whose it was is not known', async () => {
  const definitions = definitionsOf({ watched: [], known: [] });
  expect(await definitions.read([now, before])).toEqual({
    ...nothing,
    absent: [
      {
        component: undefined,
        reason: 'No catalog entity names a preview definition in acme/shop.',
      },
    ],
  });
});
