import { PreviewLife, PreviewStamp } from '../../preview';
import { FoundObject } from '../inventory';

export const begin = new Date('2026-03-01T11:00:00Z');
export const minutesLater = (minutes: number) =>
  new Date(begin.getTime() + minutes * 60_000);

/** What the namespace of `web-pr-<number>` says of it. */
export function stamp(
  number = 42,
  change: Partial<PreviewStamp> = {},
): PreviewStamp {
  return {
    repository: { host: 'github.com', owner: 'acme', name: 'web', id: '77' },
    number,
    url: `https://github.com/acme/web/pull/${number}`,
    createdAt: begin,
    expiresAt: undefined,
    kept: false,
    approval: undefined,
    requestedBy: undefined,
    cleanup: [],
    ...change,
  };
}

/** The namespace of `web-pr-42` on `dev`, with nothing said on it. */
export function namespace(change: Partial<FoundObject> = {}): FoundObject {
  const previewId = change.previewId ?? 'web-pr-42';
  return {
    cluster: 'dev',
    apiVersion: 'v1',
    kind: 'Namespace',
    namespace: undefined,
    name: `pv-${previewId}`,
    uid: `namespace of ${previewId}`,
    home: 'dev',
    previewId,
    blockedBy: [],
    headSha: undefined,
    stamp: undefined,
    ...change,
  };
}

/** The Application of `web-pr-42`, which Argo CD on `tools` keeps. */
export function application(change: Partial<FoundObject> = {}): FoundObject {
  return {
    ...namespace(change),
    cluster: 'tools',
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    namespace: 'previews',
    name: 'web-pr-42-web',
    uid: 'application',
    ...change,
  };
}

/** As the store knows `web-pr-42`. */
export function life(change: Partial<PreviewLife> = {}): PreviewLife {
  return {
    id: 'web-pr-42',
    phase: 'ready',
    phaseSince: minutesLater(1),
    clusters: ['dev'],
    blockedBy: [],
    ...change,
  };
}
