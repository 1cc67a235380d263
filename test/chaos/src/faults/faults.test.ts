import { Random } from '../random';
import { githubFaults } from './githubFaults';
import { PassingAnswer, PassingRequest } from './HttpProxy';
import { kubernetesFaults } from './kubernetesFaults';
import { LaggingCopy } from './LaggingCopy';
import { Tally } from './Tally';
import { Weather } from './Weather';
import { WriteTrap } from './WriteTrap';
import { FaultClass } from './classes';

const list = '/api/v3/repos/acme/web/pulls?state=open';
const items = [{ number: 1 }, { number: 2 }];

function setting(name?: FaultClass) {
  const tally = new Tally();
  const weather = new Weather({ tally, random: new Random(1) });
  if (name) weather.begin(name, { probability: 1, most: 1 });
  return { tally, weather };
}

function request(method: string, url: string, headers = {}): PassingRequest {
  return { method, url, headers, body: Buffer.alloc(0) };
}

function answer(value: unknown, etag = '"new"'): PassingAnswer {
  return {
    status: 200,
    headers: { etag },
    body: Buffer.from(JSON.stringify(value)),
  };
}

describe('troubles with the code host', () => {
  it.each`
    trouble                | status
    ${'GitHub rate limit'} | ${403}
    ${'GitHub empty list'} | ${200}
  `(
    '$trouble strikes as often as it was asked for, and is counted',
    async row => {
      const { tally, weather } = setting(row.trouble);
      const handle = githubFaults({
        weather,
        copy: new LaggingCopy(),
        wrote: () => {},
      });
      const ask = () => handle(request('GET', list), async () => answer(items));
      expect(await ask()).toMatchObject({ status: row.status });
      expect(tally.of(row.trouble)).toBe(1);
      expect(await ask()).toEqual(answer(items));
    },
  );

  it('tells of writes that get through, not of those that are refused', async () => {
    const { weather } = setting('GitHub rate limit');
    const wrote = jest.fn();
    const handle = githubFaults({ weather, copy: new LaggingCopy(), wrote });
    const post = request('POST', '/api/v3/repos/acme/web/issues/1/comments');
    await handle(post, async () => answer({}));
    expect(wrote).not.toHaveBeenCalled();
    await handle(post, async () => answer({}));
    expect(wrote).toHaveBeenCalledTimes(1);
  });
});

describe('what the code host answers', () => {
  const patch = request('PATCH', '/api/v3/repos/acme/web/issues/comments/1');
  const limited = {
    ...answer({}),
    headers: { etag: '"new"', 'x-ratelimit-remaining': '3' },
  };
  const asked = (weather: Weather, wrote = () => {}) =>
    githubFaults({ weather, copy: new LaggingCopy(), wrote })(
      patch,
      async () => limited,
    );

  it('to a write that went through may get lost', async () => {
    const { tally, weather } = setting('GitHub lost answer');
    const wrote = jest.fn();
    expect(await asked(weather, wrote)).toBe('cut');
    expect(wrote).toHaveBeenCalledTimes(1);
    expect(tally.of('GitHub lost answer')).toBe(1);
    expect(await asked(weather, wrote)).toMatchObject({ status: 200 });
  });

  it('says nothing of a limit but when few requests are to be left', async () => {
    const { tally, weather } = setting('GitHub few requests left');
    expect(await asked(weather)).toMatchObject({
      headers: {
        etag: '"new"',
        'x-ratelimit-limit': '5000',
        'x-ratelimit-remaining': '900',
      },
    });
    expect(tally.of('GitHub few requests left')).toBe(1);
    expect(await asked(weather)).toEqual(answer({}));
  });
});

describe('troubles with the API server', () => {
  it('loses the answer of a write that went through', async () => {
    const { tally, weather } = setting('Kubernetes lost answer');
    const forward = jest.fn(async () => answer({}));
    jest.spyOn(weather, 'chance').mockReturnValue(false);
    const handle = kubernetesFaults(weather, new WriteTrap());
    const outcome = await handle(
      request('POST', '/api/v1/namespaces'),
      forward,
    );
    expect(outcome).toBe('cut');
    expect(forward).toHaveBeenCalledTimes(1);
    expect(tally.of('Kubernetes lost answer')).toBe(1);
  });

  it('never says of a creation that there is a conflict', async () => {
    const { tally, weather } = setting('Kubernetes 409');
    const handle = kubernetesFaults(weather, new WriteTrap());
    await handle(request('POST', '/api/v1/namespaces'), async () => answer({}));
    expect(tally.of('Kubernetes 409')).toBe(0);
  });

  it('holds the answer that a trap waits for until it is released', async () => {
    const { weather } = setting();
    const trap = new WriteTrap();
    const handle = kubernetesFaults(weather, trap);
    const caught = trap.arm(({ url }) => url === '/api/v1/namespaces');
    let answered = false;
    const post = handle(request('POST', '/api/v1/namespaces'), async () =>
      answer({}),
    ).then(outcome => {
      answered = true;
      return outcome;
    });
    const { release } = await caught;
    expect(answered).toBe(false);
    release();
    expect(await post).toEqual(answer({}));
  });
});

describe('a copy that lags behind', () => {
  const url = '/api/v3/repos/acme/web/pulls/1';
  const open = answer({ state: 'open' }, '"open"');
  const closed = answer({ state: 'closed' }, '"closed"');

  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  it('says what was before only when the close had been told before', () => {
    const copy = new LaggingCopy();
    const get = request('GET', url);
    expect(copy.older(get, open)).toBeUndefined();
    expect(copy.older(get, closed)).toBeUndefined();
    jest.advanceTimersByTime(6_000);
    expect(copy.older(get, closed)).toEqual(open);
    const conditional = request('GET', url, { 'if-none-match': '"open"' });
    expect(copy.older(conditional, closed)).toMatchObject({ status: 304 });
  });

  it('has nothing to say of what was never open', () => {
    const copy = new LaggingCopy();
    copy.older(request('GET', url), closed);
    jest.advanceTimersByTime(6_000);
    expect(copy.older(request('GET', url), closed)).toBeUndefined();
  });
});
