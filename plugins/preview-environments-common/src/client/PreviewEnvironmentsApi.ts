import { Phase } from '../phases';
import {
  Diagnosis,
  EntryLink,
  HistoryPage,
  ObjectList,
  Orphan,
  OrphanList,
  Preview,
  PreviewLogs,
  PreviewPage,
  PreviewRelease,
  PreviewRequest,
  QuotaList,
  RepositoryList,
  RequestedPreview,
  Sweep,
  ValidationResult,
} from './types';

/**
 * Which previews to list. What is left out does not restrict, but previews that are gone come only when their phase is
 * asked for.
 *
 * @public
 */
export interface PreviewQuery {
  /** Only previews with this component. */
  entityRef?: string;
  /** `owner/name`, or `host/owner/name`. */
  repository?: string;
  phase?: Phase[];
  /** Entity ref of a user or group. */
  owner?: string;
  /** From 1 to 100; 20 without it. */
  limit?: number;
  /** The `nextCursor` of the page before. */
  cursor?: string;
}

/**
 * How a single request is made.
 *
 * @public
 */
export interface PreviewRequestOptions {
  /** A Backstage token. Not needed where the fetch API adds one, as it does in the frontend. */
  token?: string;
  /** Ends a request whose answer nobody waits for any more. */
  signal?: AbortSignal;
}

/**
 * What the backend of preview environments can be asked. Every method throws a `ResponseError` of `@backstage/errors` when the
 * backend refuses: `NotFoundError` also for what the caller may not see, `NotAllowedError` with the permission that is missing.
 *
 * @public
 */
export interface PreviewEnvironmentsApi {
  /** Newest first, one page. */
  listPreviews(
    query: PreviewQuery,
    options?: PreviewRequestOptions,
  ): Promise<PreviewPage>;

  /**
   * Asks for a preview of a branch without pull request, or for a new lease of the one that there is. It can be read in a moment. Throws a
   * `NotFoundError` for a branch that does not exist.
   */
  createPreview(
    request: PreviewRequest,
    options?: PreviewRequestOptions,
  ): Promise<RequestedPreview>;

  /** Finds previews that are gone, too. */
  getPreview(id: string, options?: PreviewRequestOptions): Promise<Preview>;

  /** Asks for the removal, and answers before it is done. */
  deletePreview(id: string, options?: PreviewRequestOptions): Promise<Preview>;

  /** Asks for another look at once, and for a new sync where the last one failed. */
  redeployPreview(
    id: string,
    options?: PreviewRequestOptions,
  ): Promise<Preview>;

  /**
   * Lets one commit run that waits for a person. Throws a `ConflictError` when it is not the head any more, or waits for nobody.
   *
   * @param approval - `headSha` is the commit that was looked at, by its whole id
   */
  approvePreview(
    id: string,
    approval: { headSha: string },
    options?: PreviewRequestOptions,
  ): Promise<Preview>;

  /**
   * Lets the preview live longer than its definition says.
   *
   * @param extension - `by` is a duration such as `12h` or `2d`, counted from now or from the present end, whichever is later; a
   * day without it
   */
  extendPreview(
    id: string,
    extension?: { by?: string },
    options?: PreviewRequestOptions,
  ): Promise<Preview>;

  /** Takes the preview out of expiry. It still goes with its pull request. */
  keepPreview(id: string, options?: PreviewRequestOptions): Promise<Preview>;

  /** Lets the preview expire again. */
  unkeepPreview(id: string, options?: PreviewRequestOptions): Promise<Preview>;

  /** Takes away what runs of the preview until it is woken. Its namespace stays. */
  sleepPreview(id: string, options?: PreviewRequestOptions): Promise<Preview>;

  /** Has a preview that sleeps run again. */
  wakePreview(id: string, options?: PreviewRequestOptions): Promise<Preview>;

  /**
   * Gives up on what holds up the removal of a preview. For administrators.
   *
   * @param release - with `dryRun` it only says what would be abandoned
   */
  releasePreview(
    id: string,
    release?: { dryRun?: boolean },
    options?: PreviewRequestOptions,
  ): Promise<PreviewRelease>;

  /**
   * Sends one marked request through the preview's URL and says on which calls the routing key arrived. Takes seconds.
   *
   * @param request - `path` is a page that makes the service call its dependencies; `/` without it
   */
  examinePreview(
    id: string,
    request?: { path?: string },
    options?: PreviewRequestOptions,
  ): Promise<Diagnosis>;

  /**
   * Makes a signed link that leads to the preview on a host of the shared environment. Throws a `ConflictError` when the preview has
   * no such host.
   *
   * @param request - `host` is one of the preview's `entry.hosts`, the first without it; `path` is where to on that host
   */
  makeEntryLink(
    id: string,
    request?: { host?: string; path?: string },
    options?: PreviewRequestOptions,
  ): Promise<EntryLink>;

  /** What carries our labels in a cluster without a reason to exist, oldest first. For administrators. */
  listOrphans(options?: PreviewRequestOptions): Promise<OrphanList>;

  /** Leaves an orphan to whoever wants it: it is neither removed by us nor shown again. For administrators. */
  releaseOrphan(id: string, options?: PreviewRequestOptions): Promise<Orphan>;

  /** How many requests code hosts still allow, as their last answers have told. For administrators. */
  listQuotas(options?: PreviewRequestOptions): Promise<QuotaList>;

  /** How the comparison of code hosts, store and clusters is doing, and what it holds back. For administrators. */
  getSweep(options?: PreviewRequestOptions): Promise<Sweep>;

  /** Lets the removals that are held back go on. For administrators. */
  releaseSweep(options?: PreviewRequestOptions): Promise<Sweep>;

  /** Newest first, one page; `limit` is from 1 to 200, 50 without it. */
  getPreviewHistory(
    id: string,
    query: { limit?: number; cursor?: string },
    options?: PreviewRequestOptions,
  ): Promise<HistoryPage>;

  /** In the order in which they are made. */
  getPreviewObjects(
    id: string,
    options?: PreviewRequestOptions,
  ): Promise<ObjectList>;

  /** `tail` is a number of lines from 1 to 2000, 200 without it. The only container of the pod need not be named. */
  getPreviewLogs(
    id: string,
    query: { pod: string; container?: string; tail?: number },
    options?: PreviewRequestOptions,
  ): Promise<PreviewLogs>;

  /** How the repositories of a component are watched, and what is wrong with them. */
  listRepositories(
    entityRef: string,
    options?: PreviewRequestOptions,
  ): Promise<RepositoryList>;

  /** Whether the text of a definition would work. */
  validate(
    definition: string,
    options?: PreviewRequestOptions,
  ): Promise<ValidationResult>;

  /** Whether an entity gets previews: by its annotations, the definition that they name, and where that would be used. */
  validateEntity(
    entityRef: string,
    options?: PreviewRequestOptions,
  ): Promise<ValidationResult>;
}
