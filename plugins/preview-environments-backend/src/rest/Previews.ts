import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  Finding,
  Phase,
  PreviewAction,
} from '@previewenv/plugin-preview-environments-common';
import { Expiry, HistoryEntry, ObjectSummary, PreviewRecord } from '../preview';
import { LookTrouble } from '../store';
import { ShownMember } from './group';

/** Who asks. */
export type Caller = BackstageCredentials<
  BackstageUserPrincipal | BackstageServicePrincipal
>;

/** A place in the list of previews, which is sorted newest first. */
export interface PreviewPosition {
  createdAt: Date;
  id: string;
}

export interface PreviewFilter {
  /** Only previews with one of these entities. */
  entityRefs?: string[];
  /** `owner/name` or `host/owner/name`. */
  repository?: string;
  /** Without it, all but gone. */
  phases?: Phase[];
}

/** A preview as one caller sees it. */
export interface ShownPreview {
  record: PreviewRecord;
  /** Why it is not looked at as it should be. */
  trouble: LookTrouble | undefined;
  /** When it goes although its pull request stays open; undefined when it does not. */
  expiry: Expiry | undefined;
  actions: PreviewAction[];
  /** Whom it is linked to; undefined for nobody, and in lists. */
  group?: ShownMember[];
}

export interface ShownObject extends ObjectSummary {
  /** Undefined for what serves all components. */
  component: string | undefined;
}

/** The end of a removal that is given up. */
export interface ShownRelease {
  /** False after a dry run. */
  released: boolean;
  /** What is left in the clusters for people to remove. */
  abandons: ShownObject[];
}

/** How a repository is being watched. */
export interface RepositoryView {
  host: string;
  owner: string;
  name: string;
  /** The path of the definition. */
  definition: string;
  triggerLabels: string[];
  listedAt: Date | undefined;
  /** Each with its cure. */
  problems: string[];
}

/**
 * What the REST API offers. Everything is for one caller: what they may not see is a NotFoundError or left out, what they may not do
 * is a NotAllowedError that names the permission, what can't be done now is a ConflictError with the reason.
 */
export interface Previews {
  /** `next` is behind the last row that was examined; undefined when there are no more. */
  list(
    request: PreviewFilter & { limit: number; after?: PreviewPosition },
    caller: Caller,
  ): Promise<{ items: ShownPreview[]; next: PreviewPosition | undefined }>;
  get(id: string, caller: Caller): Promise<ShownPreview>;
  /** Asks for the removal. Does nothing to a preview that is going already. */
  remove(id: string, caller: Caller): Promise<ShownPreview>;
  redeploy(id: string, caller: Caller): Promise<ShownPreview>;
  /** Lets the commit run that the caller has seen, if it is the head still. */
  approve(
    id: string,
    request: { headSha: string },
    caller: Caller,
  ): Promise<ShownPreview>;
  /** Puts the end off by a duration, a day when none is given. `unbounded`: beyond the age that the platform allows. */
  extend(
    id: string,
    request: { by: string | undefined; unbounded: boolean },
    caller: Caller,
  ): Promise<ShownPreview>;
  keep(id: string, caller: Caller): Promise<ShownPreview>;
  unkeep(id: string, caller: Caller): Promise<ShownPreview>;
  /** Takes away what runs of it, until `wake`. */
  sleep(id: string, caller: Caller): Promise<ShownPreview>;
  wake(id: string, caller: Caller): Promise<ShownPreview>;
  /** Gives up on what holds up the removal. A dry run only says what that would leave behind. */
  release(
    id: string,
    request: { dryRun: boolean },
    caller: Caller,
  ): Promise<ShownRelease>;
  history(
    id: string,
    request: { limit: number; before?: number },
    caller: Caller,
  ): Promise<{ entries: HistoryEntry[]; next: number | undefined }>;
  objects(id: string, caller: Caller): Promise<ShownObject[]>;
  logs(id: string, request: LogRequest, caller: Caller): Promise<string>;
  repositories(entityRef: string, caller: Caller): Promise<RepositoryView[]>;
  /** What is wrong with the text of a definition. */
  validate(definition: string, caller: Caller): Promise<Finding[]>;
  /** What keeps an entity from getting previews. */
  validateEntity(entityRef: string, caller: Caller): Promise<Finding[]>;
}

export interface LogRequest {
  pod: string;
  /** May be left out for a pod with one container. */
  container: string | undefined;
  tailLines: number;
}

/** Finds what is left of a preview in the clusters, by live reads. */
export interface RemainsReader {
  of(record: PreviewRecord): Promise<ObjectSummary[]>;
}

/** Reads the last lines of a pod that belongs to the preview; throws a NotFoundError for any other pod. */
export interface LogReader {
  read(record: PreviewRecord, request: LogRequest): Promise<string>;
}

/** Says what is wrong with what previews are made from; no findings mean that it would work. Changes nothing. */
export interface Validation {
  ofDefinition(text: string): Promise<Finding[]>;
  /** Throws a NotFoundError when the catalog does not have the entity. */
  ofEntity(entityRef: string): Promise<Finding[]>;
}

/** The repositories that hold an entity's definition; none when the entity has not opted in. */
export interface RepositoryReader {
  ofEntity(entityRef: string): Promise<RepositoryView[]>;
}
