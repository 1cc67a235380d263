import { Hub } from './hub';
import { HubEvent, StoredRepository, StoredStatus } from './model';

/** Says of a commit how something goes, beside all that was said before. */
export function addStatus(
  hub: Hub,
  repository: StoredRepository,
  {
    user,
    ...said
  }: Pick<
    StoredStatus,
    'sha' | 'context' | 'state' | 'description' | 'target_url'
  > & { user: string },
): { status: StoredStatus; event: HubEvent } {
  const now = hub.timestamp();
  const status: StoredStatus = {
    id: hub.newId(),
    creator: { login: user },
    created_at: now,
    updated_at: now,
    ...said,
  };
  repository.statuses.push(status);
  return {
    status,
    event: { name: 'status', repository, status, sender: user },
  };
}
