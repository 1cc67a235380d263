import {
  EXPIRES_AT_ANNOTATION,
  FIELD_MANAGER,
} from '@previewenv/plugin-preview-environments-common';
import { annotations, KubernetesObject } from '../kubernetes';
import { isBranch, PreviewStamp } from '../preview';
import { readCleanup, writeCleanup } from './cleanupStamp';

/** The annotations by which a preview is known again. Those that say nothing are left out. */
export function stampAnnotations({
  repository: { host, owner, name, id },
  number,
  branch,
  url,
  createdAt,
  expiresAt,
  kept,
  approval,
  requestedBy,
  asleepBy,
  cleanup,
}: PreviewStamp): Record<string, string> {
  const jobs = writeCleanup(cleanup);
  return {
    [annotations.pullRequest]: url,
    [annotations.repository]: [host, owner, name].join('/'),
    [annotations.repositoryId]: id,
    [annotations.number]: String(number),
    ...(branch && { [annotations.branch]: branch.name }),
    ...(branch?.entityRef && { [annotations.branchEntity]: branch.entityRef }),
    ...(createdAt && { [annotations.createdAt]: createdAt.toISOString() }),
    ...(expiresAt && { [EXPIRES_AT_ANNOTATION]: expiresAt.toISOString() }),
    ...(kept && { [annotations.kept]: 'true' }),
    ...(approval && {
      [annotations.approvedSha]: approval.headSha,
      [annotations.approvedBy]: approval.by,
    }),
    ...(requestedBy && { [annotations.requestedBy]: requestedBy }),
    ...(asleepBy && { [annotations.asleepBy]: asleepBy }),
    ...(jobs && { [annotations.cleanup]: jobs }),
  };
}

/**
 * What the object says of its preview; undefined when it does not say all of it, or when somebody else than our field manager wrote a
 * part of it (rule 7.20). The API server lets clients name their field manager: this keeps out accidents and other tools, while who may
 * write namespaces at all is a matter of the cluster's rights.
 */
export function readStamp(object: KubernetesObject): PreviewStamp | undefined {
  const said = object.metadata.annotations ?? {};
  const written = [...Object.values(annotations), EXPIRES_AT_ANNOTATION].filter(
    key => said[key] !== undefined,
  );
  if (!written.every(key => isOurs(object, key))) return undefined;

  const [, host, owner, name] =
    // GitLab's owners are groups in groups.
    /^([^/\s]+)\/([^/\s]+(?:\/[^/\s]+)*)\/([^/\s]+)$/.exec(
      said[annotations.repository] ?? '',
    ) ?? [];
  const id = said[annotations.repositoryId];
  const url = said[annotations.pullRequest];
  const number = Number(said[annotations.number]);
  const branch = said[annotations.branch];
  if (!host || !id || !url || !isSubject(number, branch)) return undefined;
  return {
    repository: { host, owner, name, id },
    number,
    branch:
      branch === undefined
        ? undefined
        : { name: branch, entityRef: said[annotations.branchEntity] },
    url,
    createdAt: dateOf(said[annotations.createdAt]),
    expiresAt: dateOf(said[EXPIRES_AT_ANNOTATION]),
    kept: said[annotations.kept] === 'true',
    approval: approvalOf(
      said[annotations.approvedSha],
      said[annotations.approvedBy],
    ),
    requestedBy: said[annotations.requestedBy],
    asleepBy: said[annotations.asleepBy],
    cleanup: readCleanup(said[annotations.cleanup], object.metadata.name),
  };
}

/** A pull request by its number, or a branch by its name. */
function isSubject(number: number, branch: string | undefined): boolean {
  return branch === undefined
    ? Number.isSafeInteger(number) && number > 0
    : isBranch({ number });
}

function approvalOf(
  headSha: string | undefined,
  by: string | undefined,
): PreviewStamp['approval'] {
  return headSha && by ? { headSha, by } : undefined;
}

function isOurs({ metadata }: KubernetesObject, annotation: string): boolean {
  const writers = (metadata.managedFields ?? []).filter(entry => {
    const fields = entry.fieldsV1 as
      | { 'f:metadata'?: { 'f:annotations'?: Record<string, unknown> } }
      | undefined;
    const set = fields?.['f:metadata']?.['f:annotations'];
    return set !== undefined && `f:${annotation}` in set;
  });
  return (
    writers.length > 0 &&
    writers.every(({ manager }) => manager === FIELD_MANAGER)
  );
}

function dateOf(text: string | undefined): Date | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : new Date(time);
}
