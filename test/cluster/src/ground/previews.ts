import { ports } from './place';

/** As openapi.yaml describes it, as far as the specs look at it. */
export interface Preview {
  id: string;
  createdAt: string;
  phase: string;
  reason: string;
  failingHop?: { hop: string } & Record<string, unknown>;
  url?: string;
  liveSha?: string;
  runUrl?: string;
  pullRequest: { number: number; headSha: string };
  components: { name: string; health: string; urls: string[] }[];
  blockedBy: string[];
  stuckSince?: string;
  expiresAt?: string;
  expiryReason?: string;
  kept: boolean;
}

/** What giving up a removal leaves behind, or would. */
export interface Release {
  released: boolean;
  abandons: { kind: string; name: string }[];
}

export interface HistoryEntry {
  at: string;
  phase: string;
  reason: string;
  cause: string;
}

const base = `http://127.0.0.1:${ports.backend}/api/preview-environments`;

async function ask<T>(path: string): Promise<T | undefined> {
  const response = await fetch(`${base}${path}`);
  if (response.status === 404) return undefined;
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return JSON.parse(text);
}

async function post<T>(path: string, body: object): Promise<T> {
  const response = await fetch(`${base}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return JSON.parse(text);
}

/** Undefined when the backend knows no such preview. */
export function getPreview(id: string): Promise<Preview | undefined> {
  return ask(`/v1/previews/${id}`);
}

/** Asks for a look at once, as the button of the page does. */
export async function redeploy(id: string): Promise<void> {
  const response = await fetch(`${base}/v1/previews/${id}/redeploy`, {
    method: 'POST',
  });
  if (response.status !== 202) throw new Error(await response.text());
}

/** What is answered to whoever asks for the preview of a branch. */
export interface BranchAnswer {
  id: string;
  headSha: string;
  expiresAt: string;
}

/** Asks for the preview of a branch, or for another lease of it. */
export function askForBranch(asked: {
  entityRef: string;
  branch: string;
  ttl: string;
}): Promise<BranchAnswer> {
  return post('/v1/previews', asked);
}

export async function extendPreview(id: string, by: string): Promise<void> {
  await post(`/v1/previews/${id}/extend`, { by });
}

/** What the propagation doctor found. */
export interface Diagnosis {
  problem?: string;
  edges: {
    from?: string;
    to: string;
    verdict: 'arrived' | 'lost' | 'unknown';
    evidence: string[];
  }[];
}

/** Has the doctor follow a request to that path through the preview. */
export function examine(id: string, path: string): Promise<Diagnosis> {
  return post(`/v1/previews/${id}/doctor`, { path });
}

/** A signed link that leads to the preview on a host of the shared environment. */
export async function entryLink(id: string, path: string): Promise<string> {
  const { url } = await post<{ url: string }>(`/v1/previews/${id}/entry`, {
    path,
  });
  return url;
}

/** The routes that such links lead along, as anybody may see them. */
export async function entryObjects(id: string): Promise<object[]> {
  const list = await ask<{ items: object[] }>(`/v1/previews/${id}/entry`);
  return list?.items ?? [];
}

/** Objects that the platform may adopt for a cluster's Gateway. */
export async function adoptables(
  cluster: string,
): Promise<{ purpose: string; object: object }[]> {
  const list = await ask<{ items: { purpose: string; object: object }[] }>(
    `/v1/clusters/${cluster}/adoptable`,
  );
  return list?.items ?? [];
}

/** Gives up the removal of a preview, or only asks what that would leave behind. Answers the status, too. */
export async function release(
  id: string,
  options: { dryRun: boolean },
): Promise<{ status: number; answer: Release }> {
  const response = await fetch(`${base}/v1/previews/${id}/release`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(options),
  });
  return { status: response.status, answer: await response.json() };
}

/** The notifications of one scope that the demo user has, newest first. */
export async function notificationsOf(
  scope: string,
): Promise<{ title: string }[]> {
  const api = `http://127.0.0.1:${ports.backend}/api`;
  const guest = await fetch(`${api}/auth/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await guest.json();
  const response = await fetch(`${api}/notifications/notifications?limit=100`, {
    headers: { authorization: `Bearer ${backstageIdentity.token}` },
  });
  if (!response.ok) throw new Error(await response.text());
  const page: {
    notifications: { payload: { title: string; scope?: string } }[];
  } = await response.json();
  return page.notifications
    .map(({ payload }) => payload)
    .filter(payload => payload.scope === scope);
}

/** What happened to a preview, newest first. */
export async function getHistory(id: string): Promise<HistoryEntry[]> {
  const page = await ask<{ items: HistoryEntry[] }>(
    `/v1/previews/${id}/history?limit=200`,
  );
  return page?.items ?? [];
}

/** Previews in the given phases; all but gone when none is given. */
export async function listPreviews(...phases: string[]): Promise<Preview[]> {
  const found: Preview[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: '100' });
    for (const phase of phases) query.append('phase', phase);
    if (cursor) query.set('cursor', cursor);
    const page = await ask<{
      items: Preview[];
      pageInfo: { nextCursor?: string };
    }>(`/v1/previews?${query}`);
    found.push(...(page?.items ?? []));
    cursor = page?.pageInfo.nextCursor;
  } while (cursor);
  return found;
}

export interface Orphan {
  id: string;
  previewId?: string;
  objects: { kind: string; name: string }[];
  reason: string;
  foundAt: string;
  confirmedAt?: string;
  state: string;
  blockedBy: string[];
}

/** What has no reason to exist, as administrators see it. */
export async function listOrphans(): Promise<Orphan[]> {
  return (await ask<{ items: Orphan[] }>('/v1/orphans'))?.items ?? [];
}

/** Leaves an orphan to whoever wants it. */
export async function releaseOrphan(id: string): Promise<void> {
  const response = await fetch(`${base}/v1/orphans/${id}/release`, {
    method: 'POST',
  });
  if (response.status !== 200) throw new Error(await response.text());
}

export async function getSweep(): Promise<{
  sweptAt?: string;
  problems: string[];
}> {
  return (await ask('/v1/sweep')) ?? { problems: [] };
}
