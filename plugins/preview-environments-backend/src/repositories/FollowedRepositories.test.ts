import { FollowedRepositories } from './FollowedRepositories';

const before = { host: 'github.com', owner: 'acme', name: 'web' };
const now = { ...before, owner: 'shop', name: 'frontend', id: '7' };

async function find(watched: string[], listedAs: (typeof before)[]) {
  const listedNames = jest.fn(async () => listedAs);
  const followed = new FollowedRepositories({
    repositories: {
      find: ref =>
        watched.includes(ref.name) ? { ref, definitions: [] } : undefined,
    },
    store: { listedNames },
  });
  const found = await followed.find(now);
  return { name: found?.ref.name, listedNames };
}

it.each`
  scenario                                  | watched                | listedAs    | name
  ${'its name is watched'}                  | ${['frontend', 'web']} | ${[before]} | ${'frontend'}
  ${'the catalog has its former name'}      | ${['web']}             | ${[before]} | ${'web'}
  ${'its former name is another one’s now'} | ${['web']}             | ${[]}       | ${undefined}
  ${'no entity names it any more'}          | ${[]}                  | ${[before]} | ${undefined}
`('finds $name when $scenario', async ({ watched, listedAs, name }) => {
  expect((await find(watched, listedAs)).name).toBe(name);
});

it('asks the store by the id, and only for a name that is not watched', async () => {
  expect((await find(['frontend'], [])).listedNames).not.toHaveBeenCalled();
  expect((await find([], [])).listedNames).toHaveBeenCalledWith({
    host: 'github.com',
    id: '7',
  });
});
