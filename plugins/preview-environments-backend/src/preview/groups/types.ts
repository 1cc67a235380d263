import { Repository } from '@previewenv/plugin-preview-environments-node';

/** What may link pull requests, as the platform says. */
export interface GroupPolicy {
  /** Lines of a description like `Depends-On: acme/cart#12`. */
  dependsOn: boolean;
  /** The same name of the branch. */
  branches: boolean;
  /** Labels that begin so; undefined: none links. */
  labelPrefix: string | undefined;
}

/** Names a pull request whose code host is known. */
export interface PullName {
  owner: string;
  name: string;
  number: number;
}

/** What a pull request declares itself linked by. */
export interface Link {
  kind: 'depends-on' | 'branch' | 'label';
  /** Pull requests of one key are linked; of a `depends-on`, the key of the other pull request. */
  key: string;
  /** Whom it names. Only of a `depends-on`. */
  to?: PullName;
  /** Undefined: the code host does not tell, or it was a bot, which has no rights of its own. */
  declaredBy: string | undefined;
  /** Ids of repositories in which whoever declared it may write, as far as they were asked about. */
  writable: string[];
}

/** A Service of the shared environment that a component stands for, and where its own is. */
export interface Stand {
  cluster: string;
  /** As `meshTargetName` calls it. */
  target: string;
  service: string;
  namespace: string;
  protocol: 'http' | 'grpc';
  to: { service: string; namespace: string; port: number };
}

/**
 * How far a pull request is: only what runs is led to. What is held back waits for a person, be it for an approval; of the rest there is
 * nothing.
 */
export type FaceState =
  | 'running'
  | 'asleep'
  | 'waiting'
  | 'held'
  | 'none'
  | 'closed';

/** All that looks at other pull requests have to know of one. */
export interface Face {
  previewId: string;
  /** When its life began, in milliseconds: who came first goes first. */
  since: number;
  repository: Pick<Repository, 'host' | 'owner' | 'name' | 'id' | 'public'>;
  number: number;
  url: string;
  state: FaceState;
  /** Its address has been proven to answer. */
  answers: boolean;
  /** Where it runs. */
  clusters: string[];
  namespace: string | undefined;
  links: Link[];
  stands: Stand[];
}

/** Why requests to the address of one pull request do not reach another that is linked to it. */
export type LeftOutBecause =
  /** Nothing is known of it, or nobody asked for a preview of it. */
  | 'unknown'
  | 'closed'
  | 'waiting'
  | 'held'
  | 'asleep'
  /** Whoever declared the link can not write to both repositories. */
  | 'not-allowed'
  | 'too-many'
  | 'elsewhere'
  /** It stands for no Service that others call. */
  | 'nothing-to-reach'
  /** Others stand for the same Services, and go first. */
  | 'taken';

/** A linked pull request, as it is told of beside a preview. */
export interface Linked {
  /** Undefined: nothing is known of it. */
  previewId: string | undefined;
  host: string;
  owner: string;
  name: string;
  number: number;
  url: string | undefined;
  /** Whoever reads the pull request may read its name: everybody may, or the pull request names it itself. */
  nameable: boolean;
  /** Names of the Services of the shared environment that it answers for; empty when it is left out. */
  services: string[];
  because: LeftOutBecause | undefined;
}

/** What a preview remembers of the group that its pull request is in. */
export interface GroupRecord {
  links: Link[];
  stands: Stand[];
  linked: Linked[];
}
