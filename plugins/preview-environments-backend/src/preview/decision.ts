import {
  FailingHop,
  Phase,
} from '@previewenv/plugin-preview-environments-common';
import {
  DeploymentIdentity,
  DesiredDeployment,
  DesiredEdgeRoute,
  DesiredMeshRoute,
  MeshTarget,
} from '@previewenv/plugin-preview-environments-node';
import { BuildRequest } from './builds';
import { CleanupRun } from './cleanup';
import {
  ClosingProgress,
  ComponentRecord,
  Doubt,
  LeftObject,
  Resync,
  StepTimes,
} from './record';
import { DesiredPreview, DesiredWorkspace } from './desired';
import { ExpiryState } from './expiry/types';

/** One idempotent thing to do. The order of a decision's steps is the order in which they are done; the first that fails ends the look. */
export type Step =
  | { kind: 'ensure-workspace'; workspace: DesiredWorkspace }
  | { kind: 'ensure-deployment'; deployment: DesiredDeployment }
  | { kind: 'resync-deployment'; deployment: DesiredDeployment; reason: string }
  | { kind: 'ensure-edge-route'; route: DesiredEdgeRoute }
  | {
      kind: 'destroy-edge-routes';
      previewId: string;
      cluster: string;
      keep: string[];
    }
  | { kind: 'ensure-baseline-route'; target: MeshTarget }
  | { kind: 'ensure-mesh-route'; route: DesiredMeshRoute }
  | {
      kind: 'destroy-mesh-routes';
      previewId: string;
      cluster: string;
      /** Names of targets. */
      keep: string[];
    }
  | RequestBuild
  | RunCleanupJob
  | { kind: 'destroy-deployment'; deployment: DeploymentIdentity }
  | {
      kind: 'destroy-workspace';
      previewId: string;
      cluster: string;
      namespace: string;
    };

/** Has what makes the images begin; what it comes to is remembered by itself. */
export interface RequestBuild {
  kind: 'request-build';
  request: BuildRequest;
}

/** Makes the Job, unless it is there. */
export interface RunCleanupJob {
  kind: 'run-cleanup-job';
  previewId: string;
  /** The life that it cleans up after. */
  generation: number;
  run: CleanupRun;
  /** When to try again if it can't be made now: its deadline does not wait. */
  retryAfterMilliseconds: number;
}

/** The end of a removal by an administrator who gave it up. */
export interface Abandonment {
  abandonedBy: string;
  objects: LeftObject[];
}

/** What a look concluded. */
export interface Decision {
  /** `forget`: the pull request never asked for a preview, nothing is remembered of it. */
  remember: 'forget' | 'keep';
  phase: Phase;
  reason: string;
  blockedBy: string[];
  /** The page of the build that it waits for, or that failed; undefined where none is known. */
  runUrl?: string;
  url: string | undefined;
  /** The commit that may run; undefined while none may. */
  commit: string | undefined;
  liveSha: string | undefined;
  components: ComponentRecord[];
  clusters: string[];
  steps: Step[];
  /** The whole desired state, when the preview is wanted. */
  desired: DesiredPreview | undefined;
  stepTimes: StepTimes;
  resync: Resync | undefined;
  /** How far the removal is; undefined when none is under way. */
  closing: ClosingProgress | undefined;
  stuckSince: Date | undefined;
  /** What an administrator leaves in the clusters, and who. */
  abandoned: Abandonment | undefined;
  cleanup: CleanupRun[];
  /** Whether it does not work by a fault of its own; undefined where that can't be told, so that what was known before holds. */
  failing: boolean | undefined;
  /** Where a request to the preview gets no further; undefined where that is not known. */
  failingHop: FailingHop | undefined;
  /** It has come to its end: what to remember of that. */
  expired: ExpiryState['expired'];
  expiry: ExpiryState;
  expiresAt: Date | undefined;
  /** Closed by GitHub: the tombstone to write before anything is taken away. */
  closedAt: Date | undefined;
  /** Undefined when nothing is in doubt. */
  doubt: Doubt | undefined;
  /** A life begins: the preview was gone (or never was) and is wanted. */
  begins: boolean;
  /** Undefined: only a hint makes another look worthwhile. */
  lookAgainAfterMilliseconds: number | undefined;
}
