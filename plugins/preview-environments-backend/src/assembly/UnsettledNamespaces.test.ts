import { RefusedError } from '@previewenv/plugin-preview-environments-node';
import { PreviewRecord } from '../preview';
import { componentRecord, record } from '../preview/__testUtils__/builders';
import { pod } from '../workload/__testUtils__/pods';
import { ScriptedCluster } from './__testUtils__/ScriptedCluster';
import { UnsettledNamespaces } from './UnsettledNamespaces';

const watches = [
  'Pod in pv-web-pr-42',
  'EndpointSlice in pv-web-pr-42',
  'Event in pv-web-pr-42',
];

const inPhase = (phase: PreviewRecord['phase']) =>
  record({
    phase,
    components: [componentRecord('web'), componentRecord('worker')],
  });

function setUp() {
  const cluster = new ScriptedCluster();
  const hints: string[] = [];
  const unsettled = new UnsettledNamespaces({
    client: () => cluster.client,
    hint: (previewId, cause) => hints.push(`${previewId}: ${cause}`),
    trouble: error => {
      throw error;
    },
  });
  return { cluster, hints, unsettled };
}

const pass = (milliseconds = 0) => jest.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it.each<[PreviewRecord['phase'], boolean]>([
  ['awaiting-image', false],
  ['provisioning', false],
  ['deploying', true],
  ['verifying', true],
  ['failed', true],
  ['degraded', true],
  ['ready', false],
  ['terminating', false],
  ['gone', false],
])('%s: watched? %s', async (phase, isWatched) => {
  const { cluster, unsettled } = setUp();
  unsettled.attend(inPhase(phase));
  await pass();
  expect(cluster.watched).toEqual(isWatched ? watches : []);
  unsettled.stop();
});

it('watches once for all components and looks, until the preview has settled', async () => {
  const { cluster, hints, unsettled } = setUp();
  unsettled.attend(inPhase('deploying'));
  unsettled.attend(inPhase('verifying'));
  await pass();
  expect(cluster.watched).toEqual(watches);
  await cluster.say('Pod', {
    type: 'synced',
    items: [pod('web-7c9-b', ['ghcr.io/acme/web:pr-42-a1b2c3d'])],
  });
  expect(hints).toEqual(['web-pr-42: watch Pod']);
  unsettled.attend(inPhase('ready'));
  await pass();
  expect(cluster.watched).toEqual([]);
});

it('ends by itself, and begins again with the next look that finds it unsettled', async () => {
  const { cluster, unsettled } = setUp();
  unsettled.attend(inPhase('failed'));
  await pass(10 * 60_000);
  expect(cluster.watched).toEqual([]);
  unsettled.attend(inPhase('failed'));
  await pass();
  expect(cluster.watched).toEqual(watches);
  unsettled.stop();
  await pass();
  expect(cluster.watched).toEqual([]);
});

it('tells of a cluster that was taken out of the configuration, and does not fail the look', async () => {
  const troubles: unknown[] = [];
  const unsettled = new UnsettledNamespaces({
    client: () => {
      throw new RefusedError('There is no cluster dev');
    },
    hint: () => {},
    trouble: error => troubles.push(error),
  });
  unsettled.attend(inPhase('failed'));
  await pass();
  expect(troubles).toEqual([
    expect.objectContaining({ message: 'There is no cluster dev' }),
  ]);
  unsettled.stop();
});
