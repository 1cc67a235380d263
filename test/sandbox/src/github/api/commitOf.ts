import { StoredRepository } from '../model';
import { ApiContext, validationFailed } from './context';

/** The longest description that GitHub takes, of statuses and deployments. */
const longestDescription = 140;

/** The commit of a branch or of its own id. */
export function commitOf(
  { hub }: Pick<ApiContext, 'hub'>,
  repository: StoredRepository,
  ref: string,
): string | undefined {
  const sha = repository.branches[ref] ?? ref;
  const isHead = repository.pulls.some(({ headSha }) => headSha === sha);
  return isHead || hub.objects.commit(sha) ? sha : undefined;
}

export function checkDescription(
  body: Record<string, unknown>,
  resource: string,
): void {
  if (String(body.description ?? '').length > longestDescription)
    throw validationFailed({
      resource,
      code: 'custom',
      field: 'description',
      message: `description is too long (maximum is ${longestDescription} characters)`,
    });
}

/** The state that a request names. Throws GitHub's refusal of any other. */
export function stateIn<State extends string>(
  states: readonly State[],
  { state }: Record<string, unknown>,
  resource: string,
): State {
  const known = states.find(each => each === state);
  if (!known)
    throw validationFailed({ resource, code: 'invalid', field: 'state' });
  return known;
}

/** What is noted of everything that is said of a commit. */
export function stamp({ hub }: Pick<ApiContext, 'hub'>, login: string) {
  const now = hub.timestamp();
  return {
    id: hub.newId(),
    creator: { login },
    created_at: now,
    updated_at: now,
  };
}

/** As GitHub lists what was said. */
export function newestFirst<T extends { id: number }>(items: T[]): T[] {
  return [...items].sort((one, other) => other.id - one.id);
}
