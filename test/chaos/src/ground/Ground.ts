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
  /** Of ours, with what was said of each last. */
  deployments: { sha: string; state: string }[];
  /** What our status of the head commit says. */
  status: string | undefined;
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

/** Syncs of Argo CD that do not come to an end by themselves. */
export interface HangingSyncs {
  /** At the same time. */
  most: number;
  /** Asked now and then; when it says no, those that hang may end. */
  going: () => boolean;
  /** Hears of each that hangs. */
  hung: () => void;
}

/** What can be ended and started again. */
export interface Restartable {
  close(): Promise<unknown>;
  open(): Promise<unknown>;
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
  /** That the backends work under: a look has to come to its writes before the longest of them could outlive it. */
  readonly leaseSeconds: number;
  /** In which a removal that is decided begins, whatever goes wrong meanwhile. */
  readonly finishingMilliseconds: number;
  /** The API server itself, where it is a program; else the backends' ways to it are closed in its place. */
  readonly apiServer?: Restartable;
  /** For the backends' configuration. */
  readonly addresses: {
    codeHost: { name: string; port: number };
    kubernetes: {
      host: string;
      port: number;
      token: string;
      /** Of the server's certificate; it speaks plain HTTP when undefined. */
      ca?: Buffer;
    };
    gateway: { host: string; port: number };
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
  /** Ends its controller by force and starts it again, where it is a program. */
  killArgoCd?(): Promise<void>;
  /** Lets Argo CD's syncs hang as long as the trouble goes on. */
  hangSyncs(trouble: HangingSyncs): Promise<void>;
  /** Adds a finalizer that nobody serves to something in the preview's namespace; answers how to take it away, or undefined when there was nothing. */
  hangFinalizer(previewId: string): Promise<(() => Promise<void>) | undefined>;
  /** Takes the definition of a repository's previews from its default branch; answers how to put it back. */
  removeDefinition(repository: string): Promise<() => Promise<void>>;
  close(): Promise<void>;
}
