import { Trace } from './trace';

/** An object of the cluster, as far as a run looks at it. */
export interface ClusterObject {
  kind: 'Namespace' | 'Application' | 'HTTPRoute';
  namespace: string | undefined;
  name: string;
  uid: string;
  labels: Record<string, string>;
  /** Everything of it but what controllers write into its status. */
  content(): string;
  deleting: boolean;
  /** An operation of Argo CD is going on. */
  syncing: boolean;
  /** Who wrote to it, by field manager. */
  managers: string[];
}

export interface Comment {
  author: string;
  body: string;
}

/** A pull request as the code host itself knows it. */
export interface PullRequest {
  repository: string;
  number: number;
  open: boolean;
  draft: boolean;
  labels: string[];
  headSha: string;
  comments: Comment[];
}

/** What may be changed of a pull request. */
export interface PullChange {
  title?: string;
  head?: string;
  sha?: string;
  labels?: string[];
  draft?: boolean;
  state?: 'open' | 'closed';
}

export interface Page {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/**
 * The world around the product: the sandbox's stand-ins or a cluster's control plane. A run makes things happen in it, troubles it, and
 * looks at it from outside.
 */
export interface Ground {
  readonly repositories: string[];
  readonly trace: Trace;
  /** For the backends' configuration. */
  readonly addresses: {
    codeHost: { name: string; port: number };
    kubernetes: { host: string; port: number; token: string };
    gatewayPort: number;
    registryHost: string;
    hostSuffix: string;
  };
  /** Makes or changes a pull request, and tells the webhooks. */
  change(repository: string, number: number, change: PullChange): Promise<void>;
  pulls(): Promise<PullRequest[]>;
  objects(): Promise<ClusterObject[]>;
  /** Asks the gateway for the first page of a host; the status is 0 when there is no answer. */
  ask(host: string): Promise<Page>;
  /** Somebody else's objects, some of them named like ours. */
  addForeigners(): Promise<void>;
  /** Argo CD's controller. */
  stopArgoCd(): Promise<void>;
  startArgoCd(): Promise<void>;
  /** From now on, until it is allowed to end, a sync of the preview's Application goes on. */
  hangSync(previewId: string): void;
  endSync(previewId: string): void;
  /** Adds a finalizer that nobody serves to something in the preview's namespace; answers how to take it away, or undefined when there was nothing. */
  hangFinalizer(previewId: string): Promise<(() => Promise<void>) | undefined>;
  /** Takes the definition of a repository's previews from its default branch; answers how to put it back. */
  removeDefinition(repository: string): Promise<() => Promise<void>>;
  close(): Promise<void>;
}
