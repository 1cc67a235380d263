import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import { CleanupJob } from './cleanup';
import { PreviewRecord } from './record';

/** What the Namespace of a preview says of it, for a backend that lost its database (rule 7.20). */
export interface PreviewStamp {
  repository: { host: string; owner: string; name: string; id: string };
  number: number;
  /** The pull request's page. */
  url: string;
  /** When the life of the preview began; undefined before it is remembered. */
  createdAt: Date | undefined;
  expiresAt: Date | undefined;
  kept: boolean;
  /** What is to be cleaned up when it goes; not what has become of that. */
  cleanup: CleanupJob[];
}

/** What is to be said of a preview. A record that is gone says nothing of the life that begins after it. */
export function stampOf(
  { repository, number, url }: PullRequest,
  record: PreviewRecord | undefined,
): PreviewStamp {
  const life = record && record.phase !== 'gone' ? record : undefined;
  const { host, owner, name, id } = repository;
  return {
    repository: { host, owner, name, id },
    number,
    url,
    createdAt: life?.createdAt,
    expiresAt: life?.expiresAt,
    kept: life?.kept ?? false,
    cleanup: life?.cleanup.map(({ job }) => job) ?? [],
  };
}
