import { Hint, newLife, PreviewRecord } from '../../preview';
import { Store } from '../types';

/** A hint at `acme/web#42`, or at what is said instead. */
export function aHint({
  repository,
  ...hint
}: Partial<Omit<Hint, 'repository'>> & {
  repository?: Partial<Hint['repository']>;
} = {}): Hint {
  return {
    repository: {
      host: 'github.com',
      owner: 'acme',
      name: 'web',
      id: '1',
      ...repository,
    },
    number: 42,
    cause: 'webhook pull_request.opened',
    ...hint,
  };
}

/** The record of `web-pr-42`, or of what is said instead. */
export function aRecord(
  differences: Partial<PreviewRecord> = {},
): PreviewRecord {
  const repository = {
    host: 'github.com',
    owner: 'acme',
    name: 'web',
    id: '1',
    defaultBranch: 'main',
  };
  return {
    id: 'web-pr-42',
    generation: 1,
    repository,
    pullRequest: {
      repository,
      number: 42,
      title: 'Change the greeting',
      url: 'https://github.com/acme/web/pull/42',
      author: { login: 'mona', bot: false },
      state: 'open',
      draft: false,
      labels: ['preview'],
      head: { sha: 'a'.repeat(40), ref: 'greeting', repositoryId: '1' },
      base: { ref: 'main' },
      updatedAt: '2026-11-21T10:00:00Z',
      closedAt: undefined,
    },
    phase: 'deploying',
    reason: 'Argo CD is syncing.',
    phaseSince: new Date('2026-11-21T10:00:01Z'),
    blockedBy: [],
    url: undefined,
    liveSha: undefined,
    components: [],
    createdAt: new Date('2026-11-21T10:00:00Z'),
    readyAt: undefined,
    expiresAt: undefined,
    kept: false,
    expiry: newLife(new Date('2026-11-21T10:00:00Z')),
    admittedAt: undefined,
    closedAt: undefined,
    removal: undefined,
    redeploy: undefined,
    resync: undefined,
    release: undefined,
    closing: undefined,
    stuckSince: undefined,
    doubt: undefined,
    comment: undefined,
    answer: undefined,
    cleanup: [],
    clusters: ['dev'],
    objects: [],
    steps: {
      awaitingImageSince: undefined,
      verifyingSince: undefined,
      drainingSince: undefined,
    },
    ...differences,
  };
}

/** Claims the one preview that is due. */
export async function claimOne(store: Store, worker = 'worker-1') {
  const claims = await store.claimDue({
    worker,
    limit: 1,
    leaseMilliseconds: 60_000,
  });
  if (claims.length !== 1) throw new Error('Nothing is due');
  return claims[0];
}

/** Has a look at a pull request end with a record. */
export async function remember(
  store: Store,
  record: PreviewRecord,
): Promise<void> {
  await store.enqueue(
    aHint({
      repository: record.repository,
      number: record.pullRequest.number,
    }),
  );
  await store.complete(await claimOne(store), {
    record,
    history: [],
    lookAgainAfterMilliseconds: undefined,
  });
}
