import {
  fullCluster,
  minutesAgo,
  record,
} from '../preview/__testUtils__/builders';
import { lookAt } from './__testUtils__/looks';

/** Its routes have gone and are drained. */
const clusters = {
  dev: fullCluster({ routes: { state: 'known', components: [] } }),
};
const asleep = record({
  phase: 'asleep',
  asleep: { requestedBy: 'dana', at: minutesAgo(1), headSha: undefined },
  steps: {
    awaitingImageSince: undefined,
    verifyingSince: undefined,
    drainingSince: minutesAgo(1),
  },
});

it('says who put it to sleep all the way, beside what that waits for, so that the pull request is told once', async () => {
  const { steps, record: after } = await lookAt(
    { record: asleep, clusters },
    {
      hindrances: [
        { reason: 'Argo CD is removing web.', blockedBy: ['finalizer x'] },
        { reason: 'The route is being removed.', blockedBy: [] },
      ],
    },
  );
  expect(steps).toContain('destroy-deployment');
  expect(after).toMatchObject({
    phase: 'asleep',
    reason: 'Put to sleep by dana.',
    blockedBy: ['finalizer x', 'The route is being removed.'],
  });
});
