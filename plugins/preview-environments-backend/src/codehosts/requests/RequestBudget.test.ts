import { WaitingError } from '@previewenv/plugin-preview-environments-node';
import { accountOf } from './accounts';
import { ProcessMemory } from './ProcessMemory';
import { RequestBudget } from './RequestBudget';

const repository = { host: 'github.com', owner: 'Acme', name: 'web' };
const account = accountOf({ kind: 'app', id: 'hash' }, repository);
const minute = 60_000;
const start = Date.parse('2026-03-01T12:00:00Z');

function setUp() {
  let time = start;
  const now = () => new Date(time);
  const memory = new ProcessMemory(now);
  let clockOffBy = 0;
  const replica = () =>
    new RequestBudget({
      memory,
      now: () => new Date(time + clockOffBy),
      monotonic: () => time,
    });
  return {
    budget: replica(),
    replica,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    setClock: (offBy: number) => {
      clockOffBy = offBy;
    },
  };
}

/** Milliseconds that a request has to wait; 0 when it may be made. */
async function wait(asking: Promise<void>): Promise<number> {
  try {
    await asking;
    return 0;
  } catch (error) {
    expect(error).toBeInstanceOf(WaitingError);
    return (error as WaitingError).afterMilliseconds!;
  }
}

function heard(remaining: number, resetSeconds: number, more: object = {}) {
  return {
    kind: 'read' as const,
    headers: {
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String(start / 1_000 + resetSeconds),
      'x-ratelimit-resource': 'core',
      ...more,
    },
  };
}

describe('whose limits they are', () => {
  it.each`
    who                               | kind       | owner      | key                          | title
    ${'an App, by its installation'}  | ${'app'}   | ${'Acme'}  | ${'github.com/acme'}         | ${'The GitHub App in acme'}
    ${'an App, in another one'}       | ${'app'}   | ${'other'} | ${'github.com/other'}        | ${'The GitHub App in other'}
    ${'a token, wherever it is used'} | ${'token'} | ${'Acme'}  | ${'github.com#0123456789ab'} | ${'The token'}
    ${'a token, somewhere else'}      | ${'token'} | ${'other'} | ${'github.com#0123456789ab'} | ${'The token'}
    ${'nobody'}                       | ${'none'}  | ${'Acme'}  | ${'github.com#'}             | ${'Nobody, without signing in'}
  `('$who', ({ kind, owner, key, title }) => {
    const id = '0123456789ab';
    expect(accountOf({ kind, id }, { ...repository, owner })).toEqual({
      key,
      host: 'github.com',
      title,
    });
  });
});

describe('before a request', () => {
  it('there is nothing to wait for while nobody has said so', async () => {
    const { budget } = setUp();
    expect(await wait(budget.require(account, repository))).toBe(0);
    expect(budget.shortFor(repository)).toBeUndefined();
  });

  it('a host that asked for a pause is left alone by every replica, also after a restart', async () => {
    const { budget, replica, pass } = setUp();
    expect(
      await budget.limited(account, { kind: 'write', milliseconds: minute }),
    ).toBe(minute);
    expect(await wait(budget.require(account, repository))).toBe(minute);
    pass(20_000);
    expect(await wait(replica().require(account, repository))).toBe(40_000);
    pass(40_000);
    expect(await wait(budget.require(account, repository))).toBe(0);
    expect(await wait(replica().require(account, repository))).toBe(0);
  });

  it('the pause doubles each time that it was too short, and is as asked for after an answer', async () => {
    const { budget, pass } = setUp();
    const again = async () => {
      const pause = await budget.limited(account, {
        kind: 'write',
        milliseconds: minute,
      });
      pass(pause);
      return pause;
    };
    const pauses = [];
    for (let times = 0; times < 6; times++)
      pauses.push((await again()) / minute);
    expect(pauses).toEqual([1, 2, 4, 8, 15, 15]);
    budget.heard(account, 'unchanged', { kind: 'read', headers: {} });
    expect(await again()).toBe(15 * minute);
    budget.heard(account, 'charged', { kind: 'write', headers: {} });
    expect(
      await budget.limited(account, { kind: 'write', milliseconds: minute }),
    ).toBe(minute);
    pass(minute);
    // A host may name a longer one.
    expect(
      await budget.limited(account, {
        kind: 'write',
        milliseconds: 50 * minute,
      }),
    ).toBe(50 * minute);
  });

  it('requests that were under way together double nothing', async () => {
    const { budget } = setUp();
    const pauses = [];
    for (let request = 0; request < 4; request++)
      pauses.push(
        await budget.limited(account, { kind: 'write', milliseconds: minute }),
      );
    expect(pauses).toEqual([minute, minute, minute, minute]);
  });

  it('a clock that is set makes no pause longer, and ends none', async () => {
    const { budget, pass, setClock } = setUp();
    setClock(60 * minute);
    await budget.limited(account, { kind: 'read', milliseconds: minute });
    setClock(0);
    pass(minute / 2);
    setClock(60 * minute);
    expect(await wait(budget.require(account, repository))).toBe(minute / 2);
    setClock(0);
    pass(minute / 2);
    expect(await wait(budget.require(account, repository))).toBe(0);
  });

  it('what is used up is waited for, by the host’s clock', async () => {
    const { budget, pass } = setUp();
    const date = new Date(start + 5_000).toUTCString();
    budget.heard(account, 'charged', heard(0, 65, { date }));
    expect(await wait(budget.require(account, repository))).toBe(minute);
    pass(minute);
    expect(await wait(budget.require(account, repository))).toBe(0);
  });
});

describe('writes', () => {
  it('are at most sixty in a minute and five hundred in an hour, of all replicas together', async () => {
    const { replica, pass } = setUp();
    const replicas = [replica(), replica()];
    const written: number[] = [];
    let time = 0;
    for (let asked = 0; asked < 3_000; asked++) {
      const one = replicas[asked % 2];
      if ((await wait(one.requireWrite(account, repository))) === 0)
        written.push(time);
      pass(667);
      time += 667;
    }
    const most = (window: number) =>
      Math.max(
        ...written.map(
          from => written.filter(at => at >= from && at < from + window).length,
        ),
      );
    expect(most(minute)).toBe(60);
    expect(most(60 * minute)).toBe(500);
  });

  it('that are too many know when there is room', async () => {
    const { budget, pass } = setUp();
    for (let write = 0; write < 60; write++) {
      expect(await wait(budget.requireWrite(account, repository))).toBe(0);
      pass(100);
    }
    expect(await wait(budget.requireWrite(account, repository))).toBe(54_000);
    pass(54_000);
    expect(await wait(budget.requireWrite(account, repository))).toBe(0);
  });
});

describe('what is known of the quota', () => {
  it('comes from the last answer about what REST counts', async () => {
    const { budget } = setUp();
    await budget.require(account, repository);
    budget.heard(account, 'charged', heard(4_000, 600));
    budget.heard(
      account,
      'unchanged',
      heard(10, 600, { 'x-ratelimit-resource': 'search' }),
    );
    budget.heard(account, 'limited', { kind: 'read', headers: {} });
    expect(budget.quotas()).toEqual([
      {
        host: 'github.com',
        account: 'The GitHub App in acme',
        limit: 5_000,
        remaining: 4_000,
        resetsAt: new Date(start + 600_000),
        short: false,
        pausedUntil: undefined,
        requests: { charged: 1, unchanged: 1, limited: 1 },
      },
    ]);
  });

  it.each`
    remaining | short
    ${1_000}  | ${undefined}
    ${999}    | ${600_000}
    ${0}      | ${600_000}
  `('is short with $remaining of 5,000: $short', async row => {
    const { budget, pass } = setUp();
    await budget.require(account, repository);
    budget.heard(account, 'charged', heard(row.remaining, 600));
    expect(budget.shortFor(repository)).toBe(row.short);
    expect(budget.shortFor({ ...repository, owner: 'acme' })).toBe(row.short);
    expect(budget.shortFor({ ...repository, owner: 'other' })).toBeUndefined();
    pass(600_000);
    expect(budget.shortFor(repository)).toBeUndefined();
  });
});
