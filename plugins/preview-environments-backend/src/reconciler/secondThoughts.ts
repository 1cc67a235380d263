import { WaitingError } from '@previewenv/plugin-preview-environments-node';
import { Claim, Decision, Observed } from '../preview';

/** With doubling waits about four minutes: longer than GitHub takes to show what it has told of, and a replica to learn what is watched. */
const tries = 8;

/**
 * Has a look repeated a few times before what it concluded from not being able to read is believed. What is forgotten then is only heard of
 * again when it changes. Throws a WaitingError.
 */
export function insist(
  { attempts }: Pick<Claim, 'attempts'>,
  reason: string | undefined,
): void {
  if (reason !== undefined && attempts < tries) throw new WaitingError(reason);
}

/** Why a look that found nothing to preview may have been wrong about it. */
export function doubtOf(
  { record, definitionsProblem, absence }: Observed,
  { remember, phase }: Decision,
): string | undefined {
  const nothing =
    remember === 'forget' || (phase === 'gone' && record?.phase === 'gone');
  return nothing ? definitionsProblem ?? absence : undefined;
}
