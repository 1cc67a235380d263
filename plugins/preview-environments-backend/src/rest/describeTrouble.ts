import { LookTrouble } from '../store';

/** Why a preview may not be as it is shown, for people. The first failure is told without a time: it is as old as the last look. */
export function describeTrouble({
  attempts,
  message,
  since,
  parked,
}: LookTrouble): string {
  if (attempts <= 1 || !since) return `The last look failed: ${message}`;
  const until = parked
    ? ' It is tried again every half hour, or when something changes on the code host or somebody asks for a redeployment.'
    : '';
  return `The last ${attempts} looks failed, since ${since.toISOString()}: ${withFullStop(
    message,
  )}${until}`;
}

function withFullStop(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
