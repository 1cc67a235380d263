import { Urgency, WishKind, WishTopic } from '../preview';

/** PostgreSQL answers 64-bit integers as text, SQLite as numbers; `Number()` reads both. */
export type BigInteger = number | string;

export interface SlugRow {
  host: string;
  repository_id: string;
  slug: string;
  owner: string;
  name: string;
}

export interface LookRow {
  preview_id: string;
  host: string;
  repository_id: string;
  number: number;
  next_look: BigInteger | null;
  lease_until: BigInteger | null;
  lease_owner: string | null;
  lease_generation: BigInteger;
  attempts: number;
  last_error: string | null;
  hints: number;
  claimed_hints: number;
  begun: number;
  taken_over_at: BigInteger | null;
  urgency: Urgency;
  hinted_at: BigInteger | null;
  turn: BigInteger | null;
  repeats: number;
  failing_since: BigInteger | null;
  parked_at: BigInteger | null;
}

export interface CauseRow {
  preview_id: string;
  cause: string;
  hint: number;
}

export interface PreviewRow {
  id: string;
  host: string;
  repository_id: string;
  repository: string;
  number: number;
  phase: string;
  created_at: BigInteger;
  gone_at: BigInteger | null;
  stuck_since: BigInteger | null;
  state: string;
}

export interface ComponentRow {
  preview_id: string;
  entity_ref: string;
}

export interface LinkRow {
  preview_id: string;
  key: string;
}

/** Which branch a preview is for that has no pull request. */
export interface BranchRow {
  preview_id: string;
  host: string;
  repository_id: string;
  branch: string;
  entity_ref: string | null;
}

export interface WishRow {
  preview_id: string;
  topic: WishTopic;
  kind: WishKind;
  requested_by: string;
  requested_at: BigInteger;
  head_sha: string;
  until: BigInteger | null;
  hint: number;
}

export interface CommandRow {
  preview_id: string;
  comment_id: string;
  noted_at: BigInteger;
  settled_at: BigInteger | null;
  topic: WishTopic | null;
  author: string | null;
  host: string | null;
  repository_id: string | null;
  refused_at: BigInteger | null;
}

export interface BuildRow {
  preview_id: string;
  sha: string;
  build: string;
  attempts: number;
  sent_at: BigInteger | null;
  retry_at: BigInteger | null;
  url: string | null;
  run_id: string | null;
  problem: string | null;
}

export interface HistoryRow {
  id: BigInteger;
  preview_id: string;
  at: BigInteger;
  phase: string;
  reason: string;
  cause: string;
  origin?: string | null;
}

export interface AdmissionRow {
  preview_id: string;
  host: string;
  repository_id: string;
  number: number;
  joined_at: BigInteger;
  admitted_at: BigInteger | null;
}

export interface RemovalPermitRow {
  subject: string;
  read_at: BigInteger;
  held_at: BigInteger | null;
  permitted_at: BigInteger | null;
  released_by: string | null;
}

export interface AbandonedRow {
  cluster: string;
  uid: string;
  preview_id: string | null;
  abandoned_by: string;
  abandoned_at: BigInteger;
  object: string;
}

export interface AlertRow {
  key: string;
  raised_at: BigInteger;
  alert: string;
}

export interface OrphanRow {
  id: string;
  cluster: string;
  preview_id: string | null;
  found_at: BigInteger;
  confirmed_at: BigInteger | null;
  state: 'suspected' | 'removing' | 'held';
  detail: string;
}

export interface SweepRow {
  id: string;
  swept_at: BigInteger | null;
  problems: string;
}

export interface DefinitionRow {
  repository: string;
  path: string;
  entity_refs: string;
  revision: string;
  text: string;
  missing_since: BigInteger | null;
  absent_at: BigInteger | null;
}

export interface RepositoryRow {
  host: string;
  owner: string;
  name: string;
  repository_id: string | null;
  listed_at: BigInteger | null;
  problems: string;
}

export interface CodeHostAnswerRow {
  key: string;
  etag: string;
  value: string;
  more: number;
  read_at: BigInteger;
}

export interface CodeHostAccountRow {
  account: string;
  paused_until: BigInteger;
  writes: string;
}
