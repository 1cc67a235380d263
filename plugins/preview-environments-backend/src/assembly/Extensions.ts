import {
  CodeHost,
  DataProvisioner,
  Deployer,
  MeshRouter,
  PreviewEnvironmentsExtensionPoint,
  PropagationEvidence,
  TrafficRouter,
} from '@previewenv/plugin-preview-environments-node';

/** What modules have added. */
export class Extensions implements PreviewEnvironmentsExtensionPoint {
  readonly #codeHosts: CodeHost[] = [];
  readonly #evidence: PropagationEvidence[] = [];
  readonly #dataProvisioners = new Map<string, DataProvisioner>();
  #deployer: Deployer | undefined;
  #trafficRouter: TrafficRouter | undefined;
  #meshRouter: MeshRouter | undefined;

  get deployer(): Deployer | undefined {
    return this.#deployer;
  }

  get trafficRouter(): TrafficRouter | undefined {
    return this.#trafficRouter;
  }

  get meshRouter(): MeshRouter | undefined {
    return this.#meshRouter;
  }

  get propagationEvidence(): PropagationEvidence[] {
    return this.#evidence;
  }

  get codeHosts(): CodeHost[] {
    return this.#codeHosts;
  }

  setDeployer(deployer: Deployer): void {
    if (this.#deployer)
      throw new Error(
        'The deployer of preview environments may only be set once',
      );
    this.#deployer = deployer;
  }

  setTrafficRouter(trafficRouter: TrafficRouter): void {
    if (this.#trafficRouter)
      throw new Error(
        'The traffic router of preview environments may only be set once',
      );
    this.#trafficRouter = trafficRouter;
  }

  setMeshRouter(meshRouter: MeshRouter): void {
    if (this.#meshRouter)
      throw new Error(
        'The mesh router of preview environments may only be set once',
      );
    this.#meshRouter = meshRouter;
  }

  addCodeHosts(...codeHosts: CodeHost[]): void {
    this.#codeHosts.push(...codeHosts);
  }

  addPropagationEvidence(...evidence: PropagationEvidence[]): void {
    this.#evidence.push(...evidence);
  }

  addDataProvisioner(engine: string, provisioner: DataProvisioner): void {
    if (this.#dataProvisioners.has(engine))
      throw new Error(
        `A data provisioner for ${engine} has already been added`,
      );
    this.#dataProvisioners.set(engine, provisioner);
  }
}
