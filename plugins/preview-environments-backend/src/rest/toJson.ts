import {
  ClusterObject,
  Finding,
  HistoryEntry as HistoryEntryJson,
  Preview,
  PreviewComponent,
  ValidationFinding,
  WatchedRepository,
} from '@previewenv/plugin-preview-environments-common';
import { ComponentRecord, Expiry, HistoryEntry } from '../preview';
import { Mode } from './actions';
import { describeTrouble } from './describeTrouble';
import { toGroupMember } from './group';
import { entryOf, LinkTerms } from './links';
import { RepositoryView, ShownObject, ShownPreview } from './Previews';

/**
 * The JSON of a preview: times in ISO 8601, what is not known left out. Titles, branches and the like were written by whoever opened
 * the pull request and are passed on as they are; only addresses are checked, because they become links.
 */
export function toPreview(
  { record, trouble, expiry, actions, group }: ShownPreview,
  { mode, links }: { mode: Mode; links: LinkTerms | undefined },
): Preview {
  const { repository, pullRequest } = record;
  return withoutUndefined({
    id: record.id,
    repository: {
      host: repository.host,
      owner: repository.owner,
      name: repository.name,
      slug: `${repository.owner}/${repository.name}`,
    },
    pullRequest: {
      number: pullRequest.number,
      title: pullRequest.title,
      author: pullRequest.author.login,
      headSha: pullRequest.head.sha,
      headRef: pullRequest.head.ref,
      url: webAddress(pullRequest.url) ?? '',
      kind: repository.changeKind,
    },
    branch: record.branch && {
      name: record.branch.name,
      requestedBy: record.request?.requestedBy ?? '',
    },
    phase: record.phase,
    reason: record.reason,
    failingHop: record.failingHop,
    runUrl: webAddress(record.runUrl),
    url: webAddress(record.url),
    wantedSha: record.commit,
    liveSha: record.liveSha,
    components: record.components.map(toComponent),
    createdAt: record.createdAt.toISOString(),
    phaseSince: record.phaseSince.toISOString(),
    readyAt: record.readyAt?.toISOString(),
    expiresAt: expiry?.expiresAt.toISOString(),
    expiryReason: expiry && expiryReason(expiry),
    stuckSince: record.stuckSince?.toISOString(),
    kept: record.kept,
    blockedBy: trouble
      ? [...record.blockedBy, describeTrouble(trouble)]
      : record.blockedBy,
    feedbackProblems: record.feedback?.problems.length
      ? record.feedback.problems
      : undefined,
    mode,
    actions,
    entry: entryOf(record, mode, links),
    group: group?.map(member => toGroupMember(member, record)),
  });
}

function expiryReason({ because, extendedBy }: Expiry): string {
  return extendedBy === undefined ? because : `extended by ${extendedBy}`;
}

export function toHistoryEntry(entry: HistoryEntry): HistoryEntryJson {
  const { at, phase, reason, cause } = entry;
  return { at: at.toISOString(), phase, reason, cause };
}

export function toClusterObject(object: ShownObject): ClusterObject {
  const { cluster, apiVersion, kind, namespace, name, component } = object;
  return withoutUndefined({
    cluster,
    apiVersion,
    kind,
    namespace,
    name,
    component,
  });
}

export function toWatchedRepository(view: RepositoryView): WatchedRepository {
  const { host, owner, name, definition, triggerLabels, problems } = view;
  return withoutUndefined({
    host,
    owner,
    name,
    definition,
    triggerLabels,
    listedAt: view.listedAt?.toISOString(),
    problems,
  });
}

export function toFinding(finding: Finding): ValidationFinding {
  const { severity, message, field, line, column } = finding;
  return withoutUndefined({ severity, message, field, line, column });
}

function toComponent(component: ComponentRecord): PreviewComponent {
  const { name, entityRefs, image, application, health, reason } = component;
  return withoutUndefined({
    name,
    entityRef: entityRefs[0],
    entityRefs,
    image,
    application,
    health,
    reason,
    urls: component.urls.flatMap(url => webAddress(url) ?? []),
    stableHosts: component.stableHosts?.length
      ? component.stableHosts
      : undefined,
  });
}

/** Only what a browser opens as a page: never `javascript:` and the like. */
function webAddress(text: string | undefined): string | undefined {
  return text !== undefined && /^https?:\/\//i.test(text) && URL.canParse(text)
    ? text
    : undefined;
}

function withoutUndefined<T extends object>(value: T): T {
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.filter(([, field]) => field !== undefined),
  ) as T;
}
