import {
  CommitCheck,
  Repository,
} from '@previewenv/plugin-preview-environments-node';

/** What has images built. */
export type BuildTrigger =
  | { kind: 'repository-dispatch'; eventType: string }
  | { kind: 'workflow-dispatch'; workflow: string }
  | { kind: 'circleci' }
  /** A call of the platform's configuration, by its name. */
  | { kind: 'call'; name: string };

/** How an image is built. */
export interface DesiredBuild {
  /** The check of a commit that tells how it goes. */
  check: string | undefined;
  /** Undefined: it begins by itself. */
  trigger: BuildTrigger | undefined;
}

/** One build of one commit: whatever images it makes, it is asked for once. */
export interface BuildRequest {
  previewId: string;
  repository: Repository;
  number: number;
  sha: string;
  trigger: BuildTrigger;
  /** With their tags. */
  images: string[];
  /** How many times it was tried before: whoever has counted otherwise does not ask. */
  attempts: number;
  /** When a person wanted it once more; undefined the first time. */
  wantedAt: Date | undefined;
}

/** What became of asking for a build. */
export interface AskedBuild {
  attempts: number;
  /** When it was last asked for with success. */
  sentAt: Date | undefined;
  /** Not tried again before; undefined once it was sent. */
  retryAt: Date | undefined;
  /** The page of the build, where who builds has named it. */
  url: string | undefined;
  /** Names its run, where the code host has told. */
  runId: string | undefined;
  /** Why the last attempt failed. */
  problem: string | undefined;
}

/** How a run goes that was asked for, or why nobody lets us know. */
export type RunFact =
  | CommitCheck
  | { state: 'unreadable'; reason: string; url?: undefined };

/** What is known of the builds of the commit that runs. */
export interface BuildFacts {
  /** By name of the trigger. */
  asked: Record<string, AskedBuild>;
  /** By name of the trigger; those that nobody has named, or that can't be read for now, are left out. */
  runs: Record<string, RunFact>;
  /** By name of the check; those that are not there, or can't be read, are left out. */
  checks: Record<string, CommitCheck>;
}
