import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { ComponentDefinition } from '../preview';
import {
  complete,
  minutes,
  preview,
  pullRequest,
  ref,
  repository,
  watched,
  World,
} from './__testUtils__/listings';

const identity = { ...ref, id: repository.id };

describe('what a listing leaves out', () => {
  it('is read by itself with every listing, until it is listed or closed', async () => {
    const world = new World();
    world.known = [preview(42)];
    for (const _ of ['once', 'again']) {
      await world.listing.listAll();
      expect(world.looks()).toEqual([[42, 'listing: no longer open']]);
    }
    world.known = [{ ...preview(42), closed: true }];
    await world.listing.listAll();
    expect(world.looks()).toEqual([]);
  });

  it.each`
    scenario                                  | change                  | again    | contradicted
    ${'its look has not come to an end'}      | ${{ pending: true }}    | ${true}  | ${0}
    ${'the single read can say nothing'}      | ${{ unreadable: true }} | ${true}  | ${0}
    ${'the single read says that it is open'} | ${{}}                   | ${true}  | ${1}
    ${'nobody has read it yet'}               | ${{}}                   | ${false} | ${0}
  `('contradicts it only when $scenario', async row => {
    const world = new World();
    world.known = [preview(42)];
    if (row.again) await world.listing.listAll();
    world.known = [{ ...preview(42), ...row.change }];
    await world.listing.listAll();
    expect(world.judge.mock.lastCall).toEqual([
      [{ open: row.change.unreadable ? 0 : 1, contradicted: row.contradicted }],
    ]);
  });

  it('is not counted for a repository that could not be listed', async () => {
    const world = new World();
    world.known = [preview(42)];
    world.answer = () => {
      throw new WaitingError('rate limit');
    };
    await world.listing.listAll();
    expect(world.judge.mock.lastCall).toEqual([[]]);
  });
});

describe('previews that no listing speaks of', () => {
  const looked = [[42, 'listing: its repository is not listed']];
  const gone = () => {
    throw new RefusedError('repository acme/web cannot be read');
  };
  const limited = () => {
    throw new WaitingError('rate limit');
  };
  const listedAs = (id: string) => () =>
    complete({ ...pullRequest(42), repository: { ...repository, id } });

  it.each`
    scenario                                   | entities     | answer            | looks
    ${'their entity is gone from the catalog'} | ${[]}        | ${listedAs('7')}  | ${looked}
    ${'their repository cannot be read'}       | ${[watched]} | ${gone}           | ${looked}
    ${'another repository has the name now'}   | ${[watched]} | ${listedAs('99')} | ${[...looked]}
    ${'the code host is busy'}                 | ${[watched]} | ${limited}        | ${[]}
    ${'the listing names them'}                | ${[watched]} | ${listedAs('7')}  | ${[]}
  `('are looked at by themselves when $scenario', async row => {
    const world = new World();
    world.live = [identity];
    world.known = [preview(42)];
    world.watched = row.entities;
    world.answer = row.answer;
    await world.listing.listAll();
    expect(world.looks()).toEqual(row.looks);
  });

  it.each(['closed', 'unreadable', 'pending'])(
    'have a timer of their own when they are %s',
    async state => {
      const world = new World();
      world.live = [identity];
      world.known = [{ ...preview(42), [state]: true }];
      world.watched = [];
      await world.listing.listAll();
      expect(world.looks()).toEqual([]);
    },
  );
});

describe('a repository that is archived (rule 7.21)', () => {
  const listed = (archived: boolean) => () =>
    complete({
      ...pullRequest(42),
      repository: { ...repository, archived },
    });

  it('has all its pull requests looked at, and again when it is not any more', async () => {
    const world = new World();
    world.known = [preview(42)];
    world.answer = listed(true);
    await world.listing.listAll();
    expect(world.looks()).toEqual([[42, 'listing: repository archived']]);
    await world.listing.listAll();
    expect(world.looks()).toEqual([]);

    world.known = [];
    world.answer = listed(false);
    await world.listing.listAll();
    expect(world.looks()).toEqual([[42, 'listing: open']]);
  });
});

describe('definitions that changed while no process was there', () => {
  it.each([
    [true, [[42, 'listing: definition changed']]],
    [false, []],
  ])('are a reason to look: %s', async (changed, looks) => {
    const world = new World();
    world.known = [preview(42)];
    world.answer = () => complete(pullRequest(42));
    world.definitions = () => ({
      components: [{ path: 'preview.yaml' } as ComponentDefinition],
      problems: [],
      absent: [],
      changed,
    });
    world.now = minutes(1);
    await world.listing.listAll();
    expect(world.looks()).toEqual(looks);
  });
});
