import {
  CodeHost,
  DataProvisioner,
  Deployer,
  PreviewEnvironmentsExtensionPoint,
  TrafficRouter,
} from '@previewenv/plugin-preview-environments-node';

/** What modules have added. */
export class Extensions implements PreviewEnvironmentsExtensionPoint {
  readonly #codeHosts: CodeHost[] = [];
  readonly #dataProvisioners = new Map<string, DataProvisioner>();
  #deployer: Deployer | undefined;
  #trafficRouter: TrafficRouter | undefined;

  get deployer(): Deployer | undefined {
    return this.#deployer;
  }

  get trafficRouter(): TrafficRouter | undefined {
    return this.#trafficRouter;
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

  addCodeHosts(...codeHosts: CodeHost[]): void {
    this.#codeHosts.push(...codeHosts);
  }

  addDataProvisioner(engine: string, provisioner: DataProvisioner): void {
    if (this.#dataProvisioners.has(engine))
      throw new Error(
        `A data provisioner for ${engine} has already been added`,
      );
    this.#dataProvisioners.set(engine, provisioner);
  }
}
