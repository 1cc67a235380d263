/** What the stand-in's GitLab keeps, in the words of its REST API. */

export interface StoredUser {
  id: number;
  username: string;
  bot: boolean;
  state: 'active' | 'blocked';
}

export interface StoredBranch {
  sha: string;
  files: Map<string, string>;
  /** The files that it began with. */
  begun: Map<string, string>;
}

export interface StoredNote {
  id: number;
  body: string;
  author: StoredUser;
  createdAt: Date;
  updatedAt: Date;
  system: boolean;
  awards: { id: number; name: string; user: StoredUser }[];
}

export interface StoredLabelEvent {
  id: number;
  user: StoredUser;
  label: string;
  action: 'add' | 'remove';
}

export interface StoredMergeRequest {
  iid: number;
  title: string;
  description: string | undefined;
  author: StoredUser;
  state: 'opened' | 'closed' | 'locked' | 'merged';
  labels: string[];
  labelEvents: StoredLabelEvent[];
  sourceBranch: string;
  targetBranch: string;
  /** Undefined when the fork was deleted. */
  source: StoredProject | undefined;
  sha: string | undefined;
  createdAt: Date;
  updatedAt: Date;
  closedAt: Date | undefined;
  mergedAt: Date | undefined;
  notes: StoredNote[];
  /** Undefined counts what is listed; else what is said in its place. */
  changesCount: string | null | undefined;
  prepared: boolean;
}

export interface StoredStatus {
  id: number;
  sha: string;
  name: string;
  status: string;
  targetUrl: string | undefined;
  description: string | undefined;
}

export interface StoredEnvironment {
  id: number;
  name: string;
  externalUrl: string | undefined;
  state: 'available' | 'stopped';
}

export interface StoredDeployment {
  id: number;
  environment: StoredEnvironment;
  sha: string;
  ref: string;
  status: string;
  user: StoredUser;
}

export interface StoredProject {
  id: number;
  /** `acme/shop/web` */
  fullPath: string;
  /** Where it was before. */
  formerPaths: string[];
  defaultBranch: string;
  archived: boolean;
  visibility: 'private' | 'internal' | 'public';
  /** Who sees its merge requests, if it is not everybody who sees the project. */
  mergeRequestsFor: 'enabled' | 'private';
  branches: Map<string, StoredBranch>;
  mergeRequests: Map<number, StoredMergeRequest>;
  statuses: StoredStatus[];
  environments: StoredEnvironment[];
  deployments: StoredDeployment[];
  /** Access levels by the id of a user: 20 is Reporter, 30 is Developer. */
  members: Map<number, number>;
}
