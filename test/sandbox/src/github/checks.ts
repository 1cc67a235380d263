import { Hub } from './hub';
import { HubEvent, StoredCheckRun, StoredRepository } from './model';

/** What may be said of a check. */
export type CheckRunChange = Partial<
  Pick<
    StoredCheckRun,
    | 'name'
    | 'externalId'
    | 'detailsUrl'
    | 'status'
    | 'conclusion'
    | 'output'
    | 'startedAt'
    | 'completedAt'
  >
>;

/** Says something else of a check. One that has a conclusion has ended, as at GitHub. */
export function changeCheckRun(
  hub: Hub,
  repository: StoredRepository,
  checkRun: StoredCheckRun,
  change: CheckRunChange,
): HubEvent[] {
  const had = checkRun.status;
  const given = Object.entries(change).filter(
    ([, value]) => value !== undefined,
  );
  Object.assign(checkRun, Object.fromEntries(given));
  if (change.conclusion) checkRun.status = 'completed';
  if (checkRun.status === 'completed') checkRun.completedAt ??= hub.timestamp();
  else {
    checkRun.conclusion = undefined;
    checkRun.completedAt = undefined;
  }
  return had !== 'completed' && checkRun.status === 'completed'
    ? [event(repository, checkRun, 'completed')]
    : [];
}

/** Makes a check of a commit, which may have ended already. */
export function addCheckRun(
  hub: Hub,
  repository: StoredRepository,
  options: CheckRunChange & { name: string; headSha: string; user: string },
): { checkRun: StoredCheckRun; events: HubEvent[] } {
  const { headSha, user, name, ...change } = options;
  const checkRun: StoredCheckRun = {
    id: hub.newId(),
    name,
    headSha,
    user,
    externalId: undefined,
    detailsUrl: undefined,
    status: 'queued',
    conclusion: undefined,
    output: {},
    startedAt: hub.timestamp(),
    completedAt: undefined,
  };
  repository.checkRuns = [...(repository.checkRuns ?? []), checkRun];
  return {
    checkRun,
    events: [
      event(repository, checkRun, 'created'),
      ...changeCheckRun(hub, repository, checkRun, change),
    ],
  };
}

function event(
  repository: StoredRepository,
  checkRun: StoredCheckRun,
  action: 'created' | 'completed',
): HubEvent {
  return {
    name: 'check_run',
    action,
    repository,
    checkRun,
    sender: checkRun.user,
  };
}
