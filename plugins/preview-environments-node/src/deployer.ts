/**
 * A component of a preview as it should run: one deployment per pull request and service.
 *
 * @public
 */
export interface DesiredDeployment {
  previewId: string;
  component: string;
  /** The cluster of the configuration that the workload runs in. */
  cluster: string;
  /** The namespace made for the preview. */
  namespace: string;
  source: DeploymentSource;
  images: DesiredImage[];
  /** Shown on the deployment for people who find it in the cluster. */
  pullRequestUrl: string;
  headSha: string;
  /** The preview's URL, when it has one. */
  url: string | undefined;
}

/**
 * Where the manifests come from. Never from the pull request.
 *
 * @public
 */
export interface DeploymentSource {
  repoURL: string;
  path: string;
  targetRevision: string;
  /** Helm values by parameter name. */
  helm:
    | { parameters: Record<string, string>; valueFiles: string[] }
    | undefined;
  kustomize: Record<string, never> | undefined;
}

/**
 * An image of the commit and where it goes.
 *
 * @public
 */
export interface DesiredImage {
  /** Without tag: `ghcr.io/acme/web`. */
  name: string;
  tag: string;
  digest: string | undefined;
  set: { helm?: { tag: string; digest?: string }; kustomize?: string };
}

/**
 * How a deployment is doing, in words a developer understands.
 *
 * @public
 */
export type DeploymentStatus =
  /** A live read found nothing. */
  | { state: 'absent' }
  /** What runs is not yet known to be what was asked for. */
  | { state: 'progressing'; reason: string }
  | { state: 'healthy' }
  /** `stuck`: nothing tries again by itself. */
  | { state: 'degraded'; reason: string; stuck?: boolean }
  /** Being taken away; `blockedBy` names what holds it up. */
  | { state: 'deleting'; reason: string; blockedBy: string[] };

/**
 * Runs a component's workload. Argo CD is built in.
 *
 * The verbs may be called at any time, any number of times, by any replica, also late. A cluster that can't be reached is a
 * WaitingError, never `absent`.
 *
 * @public
 */
export interface Deployer {
  /** Makes the deployment be as desired; writes nothing when it is already. Never adopts what is not ours, never revives what is being deleted. */
  ensure(
    deployment: DesiredDeployment,
  ): Promise<'created' | 'updated' | 'unchanged'>;
  status(deployment: DesiredDeployment): Promise<DeploymentStatus>;
  /** Asks for a new attempt where the last one failed for the same source. */
  resync(deployment: DesiredDeployment, reason: string): Promise<void>;
  /** Starts or continues the removal, and answers how far it is. `absent` only from a live read. */
  destroy(deployment: DeploymentIdentity): Promise<DeploymentStatus>;
  /** All deployments that carry the preview's label, also those no definition names any more. From a live list. */
  list(options: {
    previewId: string;
    cluster: string;
  }): Promise<DeploymentIdentity[]>;
}

/**
 * Enough to find a deployment again.
 *
 * @public
 */
export interface DeploymentIdentity {
  previewId: string;
  component: string;
  cluster: string;
  name: string;
}
