import { Hub } from '../hub';
import { Conclusion, HubEvent, StoredRepository, StoredRun } from '../model';
import { Workflow } from './workflows';

type RunEvent = Extract<HubEvent, { name: 'workflow_run' }>;

/** Begins a run of a workflow. Whoever runs it hears of it by the event. */
export function beginRun(
  hub: Hub,
  repository: StoredRepository,
  { path, name }: Workflow,
  options: Pick<StoredRun, 'event' | 'branch' | 'inputs' | 'user'>,
): RunEvent {
  const now = hub.timestamp();
  const run: StoredRun = {
    id: hub.newId(),
    path,
    name,
    ...options,
    headSha: repository.branches[options.branch],
    conclusion: undefined,
    createdAt: now,
    updatedAt: now,
  };
  repository.runs = [...(repository.runs ?? []), run];
  return event(repository, run, 'requested');
}

/** Ends a run. One that has ended stays as it is. */
export function endRun(
  hub: Hub,
  repository: StoredRepository,
  run: StoredRun,
  conclusion: Conclusion,
): HubEvent[] {
  if (run.conclusion) return [];
  run.conclusion = conclusion;
  run.updatedAt = hub.timestamp();
  return [event(repository, run, 'completed')];
}

function event(
  repository: StoredRepository,
  run: StoredRun,
  action: 'requested' | 'completed',
): RunEvent {
  return { name: 'workflow_run', action, repository, run, sender: run.user };
}
