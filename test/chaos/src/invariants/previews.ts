import { ClusterObject, Ground, PullRequest } from '../ground/Ground';
import { previewOf } from '../ground/trace';
import { instance, previewIdOf } from '../places';
import { wishFor } from '../drive/wishes';
import { Violation } from './Violation';

const instanceLabel = 'preview-environments.io/instance';
const plural = {
  Namespace: 'namespaces',
  Application: 'applications',
  HTTPRoute: 'httproutes',
};

/** Asks each preview that should be there, through the gateway. */
export async function checkWanted(
  ground: Pick<Ground, 'ask' | 'addresses'>,
  pulls: PullRequest[],
): Promise<Violation[]> {
  const wanted = pulls.filter(pull => wishFor(pull) === 'ready');
  const found = await Promise.all(
    wanted.map(async (pull): Promise<Violation[]> => {
      const id = previewIdOf(pull.repository, pull.number);
      const { status, headers, body } = await ground.ask(
        `${id}.${ground.addresses.hostSuffix}`,
      );
      const works =
        status === 200 &&
        headers['x-preview'] === `${id};${pull.headSha}` &&
        body.includes(`"commit":"${pull.headSha}"`);
      if (works) return [];
      return [
        {
          invariant: 'every wanted preview works',
          what: `${id}: ${status}, x-preview ${headers['x-preview']} instead of ${pull.headSha}`,
        },
      ];
    }),
  );
  return found.flat();
}

/** What carries our labels or our names has to belong to a preview that is wanted, and may not be going. */
export function checkNothingElse(
  objects: ClusterObject[],
  pulls: PullRequest[],
  foreign: ReadonlySet<string>,
): Violation[] {
  const wanted = new Set(
    pulls
      .filter(pull => wishFor(pull) === 'ready')
      .map(({ repository, number }) => previewIdOf(repository, number)),
  );
  return objects
    .filter(({ uid }) => !foreign.has(uid))
    .flatMap(object => {
      const { kind, namespace, name, labels, deleting } = object;
      const id = previewOf({ resource: plural[kind], namespace, name });
      if (id === undefined && labels[instanceLabel] !== instance) return [];
      if (id !== undefined && wanted.has(id) && !deleting) return [];
      const state = deleting ? 'is still being deleted' : 'exists';
      return [
        {
          invariant: 'nothing else exists' as const,
          what: `${kind} ${namespace ?? ''}/${name} ${state}`,
        },
      ];
    });
}
