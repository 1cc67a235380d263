import {
  PullRequestListing as Listing,
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { ComponentDefinition } from '../preview';
import {
  complete,
  later,
  minutes,
  now,
  preview,
  pullRequest,
  ref,
  watched,
  World,
} from './__testUtils__/listings';
import { PullRequestListing } from './PullRequestListing';

describe('the listing of pull requests', () => {
  it('finds the pull request whose webhook was lost', async () => {
    const world = new World();
    world.answer = () => complete(pullRequest(42));
    await world.listing.listAll();
    expect(world.enqueue).toHaveBeenCalledWith({
      repository: { ...ref, id: '7' },
      number: 42,
      cause: 'listing: open',
    });
  });

  it('asks once for each state of a pull request that never asked for a preview', async () => {
    const world = new World();
    world.answer = () => complete(pullRequest(42));
    await world.listing.listAll();
    world.looks();
    await world.listing.listAll();
    world.answer = () => ({ kind: 'unchanged' });
    await world.listing.listAll();
    expect(world.looks()).toEqual([]);
    world.answer = () => complete(pullRequest(42, later));
    await world.listing.listAll();
    expect(world.looks()).toEqual([[42, 'listing: open']]);
  });

  it('asks once more when every process has read the definitions anew, in case the first look was at older ones', async () => {
    const world = new World();
    const sightings: [number, string][][] = [];
    world.answer = () => complete(pullRequest(42));
    for (const passed of [0, 5, 10, 15, 20, 25, 30, 60]) {
      world.now = minutes(passed);
      await world.listing.listAll();
      sightings.push(world.looks());
    }
    const asked = [[42, 'listing: open']];
    expect(sightings).toEqual([asked, [], [], asked, [], [], [], []]);
  });

  it('asks again when the definitions can be read for the first time', async () => {
    const world = new World();
    world.answer = () => complete(pullRequest(42));
    const { definitions } = world;
    world.definitions = () => {
      throw new WaitingError('rate limit');
    };
    await world.listing.listAll();
    expect(world.looks()).toEqual([[42, 'listing: open']]);
    world.definitions = definitions;
    await world.listing.listAll();
    expect(world.looks()).toEqual([[42, 'listing: open']]);
    await world.listing.listAll();
    expect(world.looks()).toEqual([]);
  });

  describe('that is cut short', () => {
    const names = ['one', 'two', 'three', 'four', 'five', 'six'];

    it('goes on where it stopped, and begins anew after the last one', async () => {
      const world = new World();
      world.watched = names.map(name => ({
        ...watched,
        ref: { ...ref, name },
      }));
      const stop = new AbortController();
      const listed: string[] = [];
      const listing = new PullRequestListing({
        ...world.options,
        codeHost: {
          ...world.options.codeHost,
          listOpenPullRequests: async ({ name }) => {
            listed.push(name);
            if (listed.length === 4) stop.abort();
            return complete();
          },
        },
      });
      expect(await listing.listAll(stop.signal)).toBe(false);
      expect(listed).toEqual(names.slice(0, 4));
      expect(await listing.listAll()).toBe(true);
      expect(listed).toEqual(names);
      expect(await listing.listAll()).toBe(true);
      expect(listed).toEqual([...names, ...names]);
    });

    it('does not wait for repositories that are not watched any more', async () => {
      const world = new World();
      world.watched = names.map(name => ({
        ...watched,
        ref: { ...ref, name },
      }));
      expect(await world.listing.listAll(AbortSignal.abort())).toBe(false);
      world.watched = [];
      expect(await world.listing.listAll()).toBe(true);
    });
  });

  it('asks again for one that was closed, opened again and closed again', async () => {
    const world = new World();
    world.known = [preview(42)];
    await world.listing.listAll();
    expect(world.looks()).toEqual([[42, 'listing: no longer open']]);
    world.answer = () => complete(pullRequest(42));
    await world.listing.listAll();
    world.answer = () => complete();
    await world.listing.listAll();
    expect(world.looks()).toEqual([[42, 'listing: no longer open']]);
  });

  it('finds a lost close in a repository without open pull requests', async () => {
    const world = new World();
    world.known = [preview(42)];
    await world.listing.listAll();
    expect(world.readRepository).toHaveBeenCalled();
    expect(world.looks()).toEqual([[42, 'listing: no longer open']]);
  });

  it('compares again after an unchanged answer, because a look may not have been asked for', async () => {
    const world = new World();
    world.answer = () => complete(pullRequest(42));
    world.enqueue.mockRejectedValueOnce(new Error('no database'));
    await world.listing.listAll();
    expect(world.logger.error).toHaveBeenCalled();
    world.looks();
    world.answer = () => ({ kind: 'unchanged' });
    await world.listing.listAll();
    expect(world.looks()).toEqual([[42, 'listing: open']]);
  });

  it.each([
    new WaitingError('rate limit'),
    new RefusedError('no access'),
    new Error('a mistake'),
  ])('concludes nothing from a listing that fails: %s', async error => {
    const world = new World();
    world.known = [preview(42)];
    world.answer = () => {
      throw error;
    };
    await world.listing.listAll();
    expect(world.looks()).toEqual([]);
  });

  it('lists the others when one repository fails', async () => {
    const world = new World();
    const other = { ...watched, ref: { ...ref, name: 'api' } };
    world.watched = [watched, other];
    world.answer = jest
      .fn<Listing, []>()
      .mockImplementationOnce(() => {
        throw new Error('a mistake');
      })
      .mockReturnValue(complete(pullRequest(1)));
    await world.listing.listAll();
    expect(world.looks()).toEqual([[1, 'listing: open']]);
  });

  describe('when definitions change', () => {
    const component = (path: string) => ({ path } as ComponentDefinition);

    it('looks at all open pull requests, once', async () => {
      const world = new World();
      world.known = [preview(41)];
      world.answer = () => complete(pullRequest(41), pullRequest(42));
      await world.listing.listAll();
      world.looks();
      world.definitions = () => ({
        components: [component('preview.yaml')],
        problems: [],
        absent: [],
        changed: false,
      });
      await world.listing.listAll();
      expect(world.looks()).toEqual([
        [41, 'listing: definition changed'],
        [42, 'listing: open'],
      ]);
      await world.listing.listAll();
      expect(world.looks()).toEqual([]);
    });

    it('does not take unreadable definitions for changed ones', async () => {
      const world = new World();
      world.known = [preview(42)];
      world.answer = () => complete(pullRequest(42));
      await world.listing.listAll();
      world.definitions = () => {
        throw new WaitingError('rate limit');
      };
      await world.listing.listAll();
      expect(world.looks()).toEqual([]);
    });
  });

  describe('writes down how a repository is watched', () => {
    it('at the first success, then only what is new (rule 7.31)', async () => {
      const world = new World();
      await world.listing.listAll();
      const status = { ...ref, id: '7', listedAt: now, problems: [] };
      expect(world.recordRepository.mock.calls).toEqual([[status]]);
      await world.listing.listAll();
      expect(world.recordRepository).toHaveBeenCalledTimes(1);
      world.definitions = () => ({
        components: [],
        problems: ['preview.yaml: line 3:1 spec.hosst: unknown field'],
        absent: [],
        changed: false,
      });
      await world.listing.listAll();
      await world.listing.listAll();
      expect(world.recordRepository).toHaveBeenCalledTimes(2);
      expect(world.logger.warn).toHaveBeenCalledTimes(1);
    });

    it('not again after a restart', async () => {
      const world = new World();
      const listedAt = new Date(0);
      world.statuses = [{ ...ref, id: '7', listedAt, problems: [] }];
      await world.listing.listAll();
      expect(world.recordRepository).not.toHaveBeenCalled();
    });

    it('with the reason why it cannot be listed, and without a time', async () => {
      const world = new World();
      world.answer = () => {
        throw new RefusedError('repository acme/web cannot be read');
      };
      await world.listing.listAll();
      expect(world.recordRepository.mock.calls).toEqual([
        [
          {
            ...ref,
            id: undefined,
            listedAt: undefined,
            problems: ['repository acme/web cannot be read'],
          },
        ],
      ]);
    });

    it('with the holder of its slug', async () => {
      const world = new World();
      world.answer = () => complete(pullRequest(42));
      world.enqueue.mockRejectedValue(new RefusedError('held by other/web'));
      await world.listing.listAll();
      const [[{ problems }]] = world.recordRepository.mock.calls;
      expect(problems).toEqual(['held by other/web']);
    });
  });
});
