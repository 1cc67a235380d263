import { KubernetesObject } from '../../kubernetes';
import { Caller } from '../Previews';

/** A link that leads to a preview on a host of the shared environment. */
export interface StableLink {
  url: string;
  /** When it can no longer be followed. */
  expiresAt: Date;
}

export interface LinkRequest {
  /** Undefined: the first of the preview's. */
  host: string | undefined;
  /** Where to on that host; undefined: its start page. */
  path: string | undefined;
}

/** How long what signed links give holds, in seconds. */
export interface LinkTerms {
  /** Until when a link can be followed. */
  linkSeconds: number;
  /** Until when a browser that followed one is led. */
  visitSeconds: number;
}

/** Signed links to previews on hosts of the shared environment. */
export interface Links {
  /** Undefined: nobody signs links here. */
  readonly terms: LinkTerms | undefined;
  /** Throws a ConflictError with the reason when the preview has no such host, or is not there to be led to. */
  make(id: string, request: LinkRequest, caller: Caller): Promise<StableLink>;
  /** What leads visitors on those hosts, as it is in the clusters, without what only those who follow a link may know. */
  objects(id: string, caller: Caller): Promise<KubernetesObject[]>;
  /**
   * Where a browser that follows a link is sent on to. The signature is all the permission that it needs. Throws a NotAllowedError for what
   * was tampered with, has expired or led to an earlier life of the preview, and a NotFoundError when the preview is gone.
   */
  follow(token: string): Promise<string>;
}
