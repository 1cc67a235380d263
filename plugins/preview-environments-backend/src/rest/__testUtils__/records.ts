import { PreviewRecord } from '../../preview';
import { componentRecord, record } from '../../preview/__testUtils__/builders';
import { DefaultPreviews } from '../DefaultPreviews';

/** `web-pr-<number>`, one component each; a higher number is newer. */
export function numberedRecord(
  number: number,
  component: string,
  change: Partial<PreviewRecord> = {},
): PreviewRecord {
  return record({
    id: `web-pr-${number}`,
    createdAt: new Date(Date.UTC(2026, 2, 1) + number * 1_000),
    components: [componentRecord(component)],
    ...change,
  });
}

/** The part of the store that previews are shown from, in memory. */
export function storeOf(records: PreviewRecord[]) {
  const newestFirst = records
    .map(one => ({ ...one }))
    .sort(
      (one, other) =>
        other.createdAt.getTime() - one.createdAt.getTime() ||
        (other.id > one.id ? 1 : -1),
    );
  type PreviewStore = ConstructorParameters<typeof DefaultPreviews>[0]['store'];
  const store: jest.Mocked<PreviewStore> = {
    get: jest.fn(async id => newestFirst.find(found => found.id === id)),
    query: jest.fn(async ({ entityRefs, phases, repository, limit, after }) =>
      newestFirst
        .filter(
          ({ components }) =>
            !entityRefs ||
            components.some(component =>
              component.entityRefs.some(ref => entityRefs.includes(ref)),
            ),
        )
        .filter(({ phase }) =>
          phases ? phases.includes(phase) : phase !== 'gone',
        )
        .filter(
          ({ repository: { owner, name } }) =>
            !repository || repository === `${owner}/${name}`,
        )
        .filter(
          ({ createdAt, id }) =>
            !after ||
            createdAt < after.createdAt ||
            (createdAt.getTime() === after.createdAt.getTime() &&
              id < after.id),
        )
        .slice(0, limit),
    ),
    history: jest.fn<
      ReturnType<PreviewStore['history']>,
      Parameters<PreviewStore['history']>
    >(async () => ({ entries: [], next: undefined })),
    troubles: jest.fn<
      ReturnType<PreviewStore['troubles']>,
      Parameters<PreviewStore['troubles']>
    >(async () => new Map()),
    request: jest.fn(async (id, { kind, requestedBy }) => {
      const wanted = newestFirst.find(found => found.id === id);
      if (!wanted) return false;
      const headSha = wanted.pullRequest.head.sha;
      if (kind === 'removal') wanted.removal = { requestedBy, headSha };
      if (kind === 'redeploy')
        wanted.redeploy = { requestedBy, at: new Date(0) };
      if (kind === 'release') wanted.release = { requestedBy, at: new Date(0) };
      return true;
    }),
  };
  return store;
}
