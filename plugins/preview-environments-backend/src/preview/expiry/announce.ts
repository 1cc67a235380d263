import { Decision } from '../decision';
import { earliest } from '../earliest';
import { PreviewPolicy } from '../policy';
import { LeaveFacts, leaveOf } from '../trust/memory';
import { expiryOf } from './rule';
import { Activity, nextExpiry } from './state';

/** Clocks differ by a moment; a look that comes too early must not lead to a hundred more. */
const soonestLook = 1_000;

/** Adds to a decision when the preview goes: what to remember, what its Namespaces say, and when to look for that. */
export function withExpiry(
  observed: Activity & LeaveFacts & { policy: PreviewPolicy },
  decision: Decision,
): Decision {
  const { record, policy, observedAt: now } = observed;
  const state = nextExpiry(observed, decision);
  const kept = !decision.begins && (record?.kept ?? false);
  const end = expiryOf(
    {
      phase: decision.phase,
      kept,
      expiry: state,
      request: leaveOf(observed).request,
    },
    policy.expiry,
  );
  const warned = end !== undefined && end.warnAt <= now;
  const next = warned ? end.expiresAt : end?.warnAt;
  return {
    ...decision,
    expiry: {
      ...state,
      warning: warned
        ? { expiresAt: end.expiresAt, because: end.because }
        : undefined,
    },
    expiresAt: end?.expiresAt,
    steps: decision.steps.map(step =>
      step.kind === 'ensure-workspace'
        ? {
            ...step,
            workspace: {
              ...step.workspace,
              stamp: { ...step.workspace.stamp, expiresAt: end?.expiresAt },
            },
          }
        : step,
    ),
    lookAgainAfterMilliseconds: earliest(
      decision.lookAgainAfterMilliseconds,
      next && Math.max(soonestLook, next.getTime() - now.getTime()),
    ),
  };
}
