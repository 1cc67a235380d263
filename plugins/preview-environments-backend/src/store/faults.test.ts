import { Knex } from 'knex';
import { isDeepStrictEqual } from 'node:util';
import { Claim } from '../preview';
import { testDatabases } from './__testUtils__/databases';
import { contents, empty, Fault, withFaults } from './__testUtils__/cuts';
import { aHint, aRecord, claimOne, remember } from './__testUtils__/records';
import { DefaultStore } from './DefaultStore';
import { LookResult } from './types';

const databases = testDatabases();
const limits = { total: 1, perRepository: undefined };
const day = 24 * 3_600_000;
const longAgo = new Date(Date.now() - 100 * day);
/** Whoever asks for these is told, or asks again. */
const askedAgain = ['request', 'purge', 'claimDue'];

function faultAt(at: number, last: number): (statement: number) => Fault {
  return statement => {
    if (statement === at) return 'cut before';
    return statement === last && at > last ? 'answer lost' : 'none';
  };
}

/** A preview that is looked at, and what another look asks for. */
interface Scene {
  store: DefaultStore;
  claim: Claim;
}

const changed: LookResult = {
  record: aRecord({ phase: 'ready' }),
  history: [{ phase: 'ready', reason: 'up', cause: 'timer' }],
  lookAgainAfterMilliseconds: 60_000,
};

const operations: [string, (scene: Scene) => Promise<unknown>][] = [
  ['enqueue', ({ store }) => store.enqueue(aHint({ number: 7 }))],
  ['a hint during the look', ({ store }) => store.enqueue(aHint())],
  ['complete', ({ store, claim }) => store.complete(claim, changed)],
  [
    'complete, at the end of a life',
    ({ store, claim }) =>
      store.complete(claim, {
        ...changed,
        record: aRecord({ phase: 'gone' }),
        lookAgainAfterMilliseconds: undefined,
      }),
  ],
  [
    'complete, with nothing to remember',
    ({ store, claim }) =>
      store.complete(claim, {
        record: undefined,
        history: [],
        lookAgainAfterMilliseconds: undefined,
      }),
  ],
  [
    'fail',
    ({ store, claim }) =>
      store.fail(claim, {
        message: 'boom',
        retryAfterMilliseconds: 60_000,
        unknown: true,
      }),
  ],
  ['release', ({ store, claim }) => store.release([claim])],
  ['admit', ({ store }) => store.admit('web-pr-3', limits)],
  [
    'request',
    ({ store }) =>
      store.request('web-pr-42', {
        kind: 'redeploy',
        requestedBy: 'user:default/mona',
      }),
  ],
  [
    'purge',
    ({ store }) =>
      store.purge({ keepMilliseconds: 90 * day, limit: 9, watched: [] }),
  ],
  [
    'claimDue',
    ({ store }) =>
      store.claimDue({ worker: 'two', limit: 9, leaseMilliseconds: 60_000 }),
  ],
];

describe('a connection that is cut in the middle', () => {
  let knex: Knex;
  let administrator: Knex;
  let store: DefaultStore;

  beforeAll(async () => {
    // Knex tells of each connection that ends.
    jest.spyOn(console, 'log').mockImplementation();
    ({ knex, store } = await databases.openStore('POSTGRES_15'));
    administrator = await databases.open('POSTGRES_15');
  });

  /** A preview is looked at. Another one waits for its place, and a third is long gone. */
  async function setTheScene(): Promise<Scene> {
    await empty(knex);
    const gone = aRecord({
      id: 'web-pr-9',
      phase: 'gone',
      phaseSince: longAgo,
    });
    await remember(store, {
      ...gone,
      pullRequest: { ...gone.pullRequest, number: 9 },
    });
    await remember(store, aRecord());
    await store.admit('web-pr-42', limits);
    await store.enqueue(aHint());
    const claim = await claimOne(store);
    await store.enqueue(aHint({ number: 3 }));
    await store.admit('web-pr-3', limits);
    return { store, claim };
  }

  async function disturbed(
    operation: (scene: Scene) => Promise<unknown>,
    faultOf: (statement: number) => Fault,
  ) {
    const scene = await setTheScene();
    const before = await contents(knex);
    const { outcome, statements } = await withFaults(
      { knex, administrator, faultOf },
      () => operation(scene),
    );
    return { before, after: await contents(knex), outcome, statements };
  }

  it.each(operations)(
    'of %s leaves all or nothing',
    async (_name, operation) => {
      const whole = await disturbed(operation, () => 'none');
      expect(whole.outcome.status).toBe('fulfilled');
      // After the last statement, its answer alone.
      for (let at = 1; at <= whole.statements + 1; at++) {
        const { before, after, outcome } = await disturbed(
          operation,
          faultAt(at, whole.statements),
        );
        const nothing =
          outcome.status === 'rejected' && isDeepStrictEqual(after, before);
        const state = { at, after: nothing ? whole.after : after };
        expect(state).toEqual({ at, after: whole.after });
      }
    },
    120_000,
  );

  it.each(operations.filter(([name]) => !askedAgain.includes(name)))(
    'does not keep %s from being done',
    async (_name, operation) => {
      const { statements, outcome: undisturbed } = await disturbed(
        operation,
        () => 'none',
      );
      for (const at of [1, Math.ceil(statements / 2), statements]) {
        const { outcome } = await disturbed(operation, statement =>
          statement === at ? 'answer lost' : 'none',
        );
        expect({ at, outcome }).toEqual({ at, outcome: undisturbed });
      }
    },
    120_000,
  );

  it('ends the operation when it happens again and again', async () => {
    const { before, after, outcome } = await disturbed(
      ({ store: cutOff, claim }) => cutOff.complete(claim, changed),
      () => 'cut before',
    );
    expect(outcome.status).toBe('rejected');
    expect(after).toEqual(before);
  });
});
