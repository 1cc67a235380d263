import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import { alive } from './alive';
import { BranchTarget, isBranch } from './branches/subject';
import { CleanupJob } from './cleanup';
import { PreviewRecord } from './record';

/** What the Namespace of a preview says of it, for a backend that lost its database (rule 7.20). */
export interface PreviewStamp {
  repository: { host: string; owner: string; name: string; id: string };
  /** 0 of a branch. */
  number: number;
  /** Undefined: it is a pull request's. */
  branch?: BranchTarget;
  /** The pull request's page. */
  url: string;
  /** When the life of the preview began; undefined before it is remembered. */
  createdAt: Date | undefined;
  expiresAt: Date | undefined;
  kept: boolean;
  /** The commit that a person approved, and who. */
  approval: { headSha: string; by: string } | undefined;
  /** Who asked for it without a label. */
  requestedBy: string | undefined;
  /** Who put it to sleep; undefined while it is awake. */
  asleepBy?: string;
  /** What is to be cleaned up when it goes; not what has become of that. */
  cleanup: CleanupJob[];
}

/** What is to be said of a preview. A record that is gone says nothing of the life that begins after it. */
export function stampOf(
  { repository, number, url, head }: PullRequest,
  record: PreviewRecord | undefined,
): PreviewStamp {
  const life = alive(record) ? record : undefined;
  const { host, owner, name, id } = repository;
  return {
    repository: { host, owner, name, id },
    number,
    branch: isBranch({ number })
      ? record?.branch ?? { name: head.ref, entityRef: undefined }
      : undefined,
    url,
    createdAt: life?.createdAt,
    expiresAt: life?.expiresAt,
    kept: life?.kept ?? false,
    approval: record?.approval && {
      headSha: record.approval.headSha,
      by: record.approval.by,
    },
    requestedBy: record?.request?.requestedBy,
    asleepBy: life?.asleep?.requestedBy,
    cleanup: life?.cleanup.map(({ job }) => job) ?? [],
  };
}
