import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { CodeHost } from './codeHost';
import { DataProvisioner } from './dataProvisioner';
import { Deployer } from './deployer';
import { MeshRouter } from './meshRouter';
import { PropagationEvidence } from './propagationEvidence';
import { TrafficRouter } from './trafficRouter';

/**
 * Where modules add to what is built in (Argo CD, the Gateway API, GitHub and GitLab).
 *
 * @public
 */
export interface PreviewEnvironmentsExtensionPoint {
  /** Replaces Argo CD. May be set once. */
  setDeployer(deployer: Deployer): void;
  /** Replaces the Gateway API. May be set once. */
  setTrafficRouter(trafficRouter: TrafficRouter): void;
  /** Replaces routes on Services of the Gateway API (GAMMA). May be set once. */
  setMeshRouter(meshRouter: MeshRouter): void;
  /** Asked before GitHub and GitLab, in the order of addition. */
  addCodeHosts(...codeHosts: CodeHost[]): void;
  /** Asked by the propagation doctor, beside those that are built in. */
  addPropagationEvidence(...evidence: PropagationEvidence[]): void;
  /** By the name of the engine that definitions use. */
  addDataProvisioner(engine: string, provisioner: DataProvisioner): void;
}

/**
 * The extension point of the preview environments backend.
 *
 * @public
 */
export const previewEnvironmentsExtensionPoint =
  createExtensionPoint<PreviewEnvironmentsExtensionPoint>({
    id: 'preview-environments.extensions',
  });
