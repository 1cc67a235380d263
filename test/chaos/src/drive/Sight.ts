import { ClusterObject, Ground } from '../ground/Ground';
import { applicationNamespace, namespacePrefix } from '../places';

/** Milliseconds that one sight of the cluster serves for. */
const freshFor = 400;

/** What goes on with a preview, seen from outside; one sight is shared by all who look at the same time. */
export class Sight {
  readonly #ground: Ground;
  #objects: ClusterObject[] = [];
  #seenAt = -Infinity;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  async isSyncing(previewId: string): Promise<boolean> {
    const application = await this.#application(previewId);
    return Boolean(application?.syncing);
  }

  /** Something of it is going, or has gone while the rest is there. */
  async isCleaning(previewId: string): Promise<boolean> {
    const namespace = await this.#namespace(previewId);
    const application = await this.#application(previewId);
    return Boolean(namespace?.deleting || application?.deleting);
  }

  async isGone(previewId: string): Promise<boolean> {
    const namespace = await this.#namespace(previewId);
    return !namespace && !(await this.#application(previewId));
  }

  async isReady(previewId: string, sha: string): Promise<boolean> {
    const { hostSuffix } = this.#ground.addresses;
    const page = await this.#ground.ask(`${previewId}.${hostSuffix}`);
    return page.status === 200 && page.body.includes(sha);
  }

  async #namespace(previewId: string): Promise<ClusterObject | undefined> {
    const objects = await this.#look();
    return objects.find(
      ({ kind, name }) =>
        kind === 'Namespace' && name === `${namespacePrefix}${previewId}`,
    );
  }

  async #application(previewId: string): Promise<ClusterObject | undefined> {
    const objects = await this.#look();
    return objects.find(
      ({ kind, namespace, name }) =>
        kind === 'Application' &&
        namespace === applicationNamespace &&
        name.startsWith(`${previewId}-`),
    );
  }

  async #look(): Promise<ClusterObject[]> {
    if (performance.now() - this.#seenAt < freshFor) return this.#objects;
    this.#seenAt = performance.now();
    this.#objects = await this.#ground.objects();
    return this.#objects;
  }
}
