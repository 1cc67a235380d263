import { Phase } from '@previewenv/plugin-preview-environments-common';
import {
  DeploymentIdentity,
  DesiredDeployment,
  DesiredEdgeRoute,
} from '@previewenv/plugin-preview-environments-node';
import { ComponentRecord, Resync, StepTimes } from './record';
import { DesiredPreview, DesiredWorkspace } from './desired';

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
  | { kind: 'destroy-deployment'; deployment: DeploymentIdentity }
  | {
      kind: 'destroy-workspace';
      previewId: string;
      cluster: string;
      namespace: string;
    };

/** What a look concluded. */
export interface Decision {
  /** `forget`: the pull request never asked for a preview, nothing is remembered of it. */
  remember: 'forget' | 'keep';
  phase: Phase;
  reason: string;
  blockedBy: string[];
  url: string | undefined;
  liveSha: string | undefined;
  components: ComponentRecord[];
  clusters: string[];
  steps: Step[];
  /** The whole desired state, when the preview is wanted. */
  desired: DesiredPreview | undefined;
  stepTimes: StepTimes;
  resync: Resync | undefined;
  /** Closed by GitHub: the tombstone to write before anything is taken away. */
  closedAt: Date | undefined;
  /** A life begins: the preview was gone (or never was) and is wanted. */
  begins: boolean;
  /** Undefined: only a hint makes another look worthwhile. */
  lookAgainAfterMilliseconds: number | undefined;
}
