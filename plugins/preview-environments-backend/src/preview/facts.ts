import { FailingHop } from '@previewenv/plugin-preview-environments-common';
import {
  DeploymentIdentity,
  DeploymentStatus,
  RouteStatus,
} from '@previewenv/plugin-preview-environments-node';
import { Admission } from './admission';
import { BuildFacts } from './builds';
import { Circumstances } from './intent';
import { FoundImage, LeftObject } from './record';
import { RemovalPermit } from './removal';

/** Not known for now, and why: never taken for absent (rule 7.11). */
export interface Unknown {
  state: 'unknown';
  reason: string;
}

/** The namespace of a preview with its guard rails and the baseline's names. */
export type WorkspaceStatus =
  | Unknown
  | { state: 'absent' }
  /** Somebody else's namespace has the name: it is neither used nor removed (rule 7.2). */
  | { state: 'foreign'; reason: string }
  | { state: 'incomplete'; reason: string }
  | { state: 'complete' }
  | { state: 'deleting'; reason: string; blockedBy: string[] };

/** What the pods behind a component's Service prove. */
export type WorkloadStatus =
  | Unknown
  /** No ready pod runs the wanted images yet, or another one still does. `trouble` names a pod that can't get there. */
  | {
      state: 'starting';
      reason: string;
      trouble: string | undefined;
      hop?: FailingHop;
    }
  /** Every ready pod runs the wanted images. */
  | { state: 'proven' };

export type ImageStatus =
  | Unknown
  /** The registry says that there is none; `answer` says who was asked by whom. */
  | { state: 'missing'; answer?: string }
  /** It is there, but can't be deployed as it is. */
  | { state: 'unfit'; reason: string }
  | { state: 'found'; image: FoundImage };

/** What a request through the gateway said (rule 7.7). */
export type ProbeStatus =
  | { state: 'not-asked' }
  /** `login`: something in front asked for one, as it is meant to; the application was not reached. */
  | { state: 'answered'; login?: true }
  | { state: 'failed'; reason: string; hop?: FailingHop };

/** What was seen of a clean-up Job. Logs are empty until it has ended or its time is over. */
export type JobStatus =
  | Unknown
  | { state: 'absent' }
  /** Somebody else's Job has the name. */
  | { state: 'foreign'; reason: string }
  /** The reason tells what holds it up; empty when nothing does. */
  | { state: 'running'; reason: string; log: string }
  | { state: 'succeeded'; log: string }
  | { state: 'failed'; reason: string; log: string };

/** What was seen of one cluster in which the preview may have something. */
export interface ClusterFacts {
  workspace: WorkspaceStatus;
  /** Deployments that carry the preview's label, wanted or not. */
  deployments: Unknown | { state: 'known'; found: DeploymentIdentity[] };
  /** Components that have an edge route. */
  routes: Unknown | { state: 'known'; components: string[] };
  /** Baseline Services, as `shop/cart:80`, whose callers are led to the preview. */
  overrides: Unknown | { state: 'known'; targets: string[] };
}

/** What was seen of the routes on one baseline Service. */
export interface MeshFacts {
  /** The one that all previews share. */
  baseline: Unknown | RouteStatus;
  override: Unknown | RouteStatus;
}

/** What was seen of one component that should exist. */
export interface ComponentFacts {
  images: ImageStatus[];
  deployment: Unknown | DeploymentStatus;
  workload: WorkloadStatus;
  route: Unknown | RouteStatus;
  probe: ProbeStatus;
  /** In the order of what is desired; empty while it was not asked for. */
  mesh: MeshFacts[];
}

/** Everything that one look knows. Gathered by the observer, judged by `plan`. */
export interface Observed extends Circumstances {
  /** Undefined while it was not asked for. */
  admission: Admission | undefined;
  /** Undefined while it was not asked for, which permits nothing. */
  removalPermit: RemovalPermit | undefined;
  /** By cluster name: each in `record.clusters`, and each that a component wants. */
  clusters: Record<string, ClusterFacts>;
  /** By component name. */
  componentFacts: Record<string, ComponentFacts>;
  /** What is known of builds; undefined while no image that is asked for or followed is awaited. */
  builds?: BuildFacts;
  /** Clean-up Jobs that were started and have not ended yet, by component name. */
  cleanup: Record<string, JobStatus>;
  /** What is left of the preview in the clusters, from live reads. Looked for only when an administrator gives up on the rest. */
  remains?: LeftObject[];
  /** Milliseconds since a lease on this preview was last taken over; undefined if never. */
  sinceTakeOverMilliseconds: number | undefined;
  /** How long a worker of old may still have a request under way: lease and request timeout together. */
  takeOverGraceMilliseconds: number;
}
