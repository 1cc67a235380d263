import {
  complete,
  preview,
  pullRequest,
  ref,
  repository,
  World,
} from './__testUtils__/listings';

describe('listings while few requests are left', () => {
  it('are made every fourth time, and conclude nothing from those that are left out', async () => {
    const world = new World();
    world.known = [preview(42)];
    world.answer = () => complete(pullRequest(42));
    let listings = 0;
    const answer = world.answer;
    world.answer = () => {
      listings++;
      return answer();
    };
    await world.listing.listAll();
    expect(listings).toBe(1);
    world.shortFor = 600_000;
    for (let round = 1; round <= 3; round++) {
      await world.listing.listAll();
      expect(listings).toBe(1);
      expect(world.judge.mock.lastCall).toEqual([[]]);
      expect(world.looks()).toEqual([]);
    }
    await world.listing.listAll();
    expect(listings).toBe(2);
    world.shortFor = undefined;
    await world.listing.listAll();
    await world.listing.listAll();
    expect(listings).toBe(4);
  });

  it('do not make previews strays of a repository that was left out', async () => {
    const world = new World();
    world.live = [{ ...ref, id: repository.id }];
    world.known = [preview(42)];
    world.shortFor = 600_000;
    await world.listing.listAll();
    expect(world.looks()).toEqual([]);
  });
});
