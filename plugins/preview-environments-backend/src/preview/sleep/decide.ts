import { stop } from '../closing';
import { leavingComponent } from '../componentRecords';
import { Decision, Step } from '../decision';
import { Observed } from '../facts';
import { Intent } from '../intent';
import { sleepReason, standingWorkspaces } from './sleeping';

/** What a preview that is to sleep differs in from one that stays as it is. */
export function fallAsleep(
  observed: Observed,
  intent: Extract<Intent, { kind: 'sleep' }>,
  now: Date,
): Partial<Decision> {
  const { record } = intent;
  const left = stop(observed, record, now);
  const workspaces = standingWorkspaces(
    intent.workspaces,
    record,
    observed.clusters,
  );
  return {
    reason: sleepReason(intent.sleep, observed.pullRequest),
    blockedBy: left?.blockedBy ?? [],
    commit: intent.commit,
    liveSha: undefined,
    components: record.components.map(one => leavingComponent(one, observed)),
    steps: [
      ...workspaces.map(
        (workspace): Step => ({ kind: 'ensure-workspace', workspace }),
      ),
      ...(left?.steps ?? []),
    ],
    stepTimes: {
      awaitingImageSince: undefined,
      verifyingSince: undefined,
      drainingSince: left?.drainingSince,
    },
    // Until it sleeps, all that is to go is still shown.
    desired: left ? undefined : { workspaces, components: [] },
    closing: left?.closing,
    closedAt: undefined,
    lookAgainAfterMilliseconds: left?.lookAgainAfterMilliseconds,
  };
}
