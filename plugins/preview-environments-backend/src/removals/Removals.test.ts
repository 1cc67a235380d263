import { HeldRemovals, RemovalPermit } from '../preview';
import { heldRemovalsAlert, Removals } from './Removals';

const cap = { share: 0.2, least: 3, windowMilliseconds: 300_000 };
const since = new Date('2026-03-01T12:00:00Z');
const held: RemovalPermit = {
  permitted: false,
  because: 'held',
  since,
  limit: 3,
};

function removalsOf(permit: RemovalPermit, waiting?: HeldRemovals) {
  const store = {
    permitRemoval: jest.fn(async () => permit),
    withdrawRemoval: jest.fn(async () => {}),
    heldRemovals: jest.fn(async () => waiting),
    releaseRemovals: jest.fn(async () => ['web-pr-42']),
  };
  const alerts = { raise: jest.fn(), clear: jest.fn() };
  return { store, alerts, removals: new Removals({ store, alerts, cap }) };
}

it.each<[string, RemovalPermit, number]>([
  ['permitted', { permitted: true }, 0],
  [
    'read once',
    { permitted: false, because: 'read-once', againAfterMilliseconds: 9 },
    0,
  ],
  ['held', held, 1],
])('has the alert up for what is held only: %s', async (_, permit, times) => {
  const { removals, alerts } = removalsOf(permit);
  expect(await removals.permit('web-pr-42')).toEqual(permit);
  expect(alerts.raise).toHaveBeenCalledTimes(times);
});

it('wants the second reading a sweep after the first', async () => {
  const { removals, store } = removalsOf(held);
  await removals.permitSecondReading('web-pr-42', true);
  expect(store.permitRemoval).toHaveBeenCalledWith('web-pr-42', cap, {
    again: true,
    afterMilliseconds: 300_000,
  });
});

it.each<[string, HeldRemovals | undefined, string[]]>([
  ['is over when the last one is withdrawn', undefined, [heldRemovalsAlert]],
  [
    'stays while another one waits',
    { since, subjects: ['web-pr-43'], limit: 3 },
    [],
  ],
])('the alert %s', async (_scenario, waiting, cleared) => {
  const { removals, alerts } = removalsOf(held, waiting);
  await removals.withdraw('web-pr-42');
  expect(alerts.clear.mock.calls.flat()).toEqual(cleared);
});

it('is over when an administrator releases what is held', async () => {
  const { removals, alerts, store } = removalsOf(held);
  expect(await removals.release('user:default/ann')).toEqual(['web-pr-42']);
  expect(store.releaseRemovals).toHaveBeenCalledWith('user:default/ann');
  expect(alerts.clear).toHaveBeenCalledWith(heldRemovalsAlert);
});
