import { PreviewRecord } from './record';

/** What was built, or may have been: an image, or whatever a commit of a repository is built to. */
export type Awaited =
  | { image: string }
  | {
      repository: { host: string; id: string };
      /** Undefined: it is not known which commit. */
      headSha: string | undefined;
      /** Of what was built there, when it may have been asked for by a preview whose commit is another one. */
      runId?: string;
    };

/** Whether a preview waits for it, or has given up waiting. What waits for nothing need not be looked at. */
export function awaits(record: PreviewRecord, awaited: Awaited): boolean {
  if (!record.steps.awaitingImageSince) return false;
  if ('image' in awaited) return record.blockedBy.includes(awaited.image);
  const { repository, headSha } = awaited;
  return (
    record.repository.host === repository.host &&
    record.repository.id === repository.id &&
    (headSha === undefined ||
      headSha === (record.commit ?? record.pullRequest.head.sha))
  );
}
