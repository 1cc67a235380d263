import { changeOf } from '../preview';
import { OpenPreview } from '../store/types';
import { preview, repository, World } from './__testUtils__/listings';

function ofBranch(
  name: string,
  headSha: string,
  change: Partial<OpenPreview> = {},
): OpenPreview {
  return {
    ...preview(42),
    id: `web-br-${name}`,
    number: 0,
    pullRequest: changeOf({ repository, name, headSha, url: '' }),
    ...change,
  };
}

/** What a listing has looked at, when `basket` is at `new`. */
async function looksAt(...known: OpenPreview[]) {
  const world = new World();
  world.known = known;
  world.heads = { basket: 'new' };
  // The first listing of a process may have looks of its own.
  await world.listing.listAll();
  world.enqueueKnown.mockClear();
  await world.listing.listAll();
  expect(world.looks()).toEqual([]);
  return world.enqueueKnown.mock.calls;
}

describe('the listing, of previews of branches', () => {
  it.each`
    scenario                      | known                                              | looks
    ${'one that moved'}           | ${ofBranch('basket', 'old')}                       | ${[['web-br-basket', 'listing: new commit']]}
    ${'one that is not there'}    | ${ofBranch('cart', 'new')}                         | ${[['web-br-cart', 'listing: no such branch']]}
    ${'one that stands still'}    | ${ofBranch('basket', 'new')}                       | ${[]}
    ${'one that is over'}         | ${ofBranch('basket', 'old', { closed: true })}     | ${[]}
    ${'one that can not be read'} | ${ofBranch('basket', 'old', { unreadable: true })} | ${[]}
  `('looks at $scenario: $looks', async ({ known, looks }) => {
    expect(await looksAt(known)).toEqual(looks);
  });

  it('takes none of them for a pull request that is not listed', async () => {
    const world = new World();
    world.known = [ofBranch('basket', 'new')];
    world.heads = { basket: 'new' };
    await world.listing.listAll();
    await world.listing.listAll();
    expect(world.enqueue).not.toHaveBeenCalled();
    expect(world.judge).toHaveBeenLastCalledWith([
      { open: 0, contradicted: 0 },
    ]);
  });
});
