import {
  Deployer,
  TrafficRouter,
} from '@previewenv/plugin-preview-environments-node';
import { Step } from '../preview';
import { Workspaces } from '../workspace';

/** Does what a decision says, one step after the other. A step that fails ends it; all of them may be done again. */
export class Actor {
  readonly #workspaces: Pick<Workspaces, 'ensure' | 'destroy'>;
  readonly #deployer: Pick<Deployer, 'ensure' | 'resync' | 'destroy'>;
  readonly #router: Pick<TrafficRouter, 'ensure' | 'destroy'>;

  constructor(options: {
    workspaces: Pick<Workspaces, 'ensure' | 'destroy'>;
    deployer: Pick<Deployer, 'ensure' | 'resync' | 'destroy'>;
    router: Pick<TrafficRouter, 'ensure' | 'destroy'>;
  }) {
    this.#workspaces = options.workspaces;
    this.#deployer = options.deployer;
    this.#router = options.router;
  }

  /** Whether anything was written. */
  async act(steps: Step[]): Promise<'changed' | 'unchanged'> {
    let changed = false;
    for (const step of steps) changed = (await this.#do(step)) || changed;
    return changed ? 'changed' : 'unchanged';
  }

  async #do(step: Step): Promise<boolean> {
    switch (step.kind) {
      case 'ensure-workspace':
        return (await this.#workspaces.ensure(step.workspace)) !== 'unchanged';
      case 'ensure-deployment':
        return (await this.#deployer.ensure(step.deployment)) !== 'unchanged';
      case 'resync-deployment':
        await this.#deployer.resync(step.deployment, step.reason);
        return true;
      case 'ensure-edge-route':
        return (await this.#router.ensure(step.route)) !== 'unchanged';
      case 'destroy-edge-routes':
        await this.#router.destroy(step);
        return true;
      case 'destroy-deployment':
        await this.#deployer.destroy(step.deployment);
        return true;
      case 'destroy-workspace':
        await this.#workspaces.destroy(step);
        return true;
      default: {
        const unknown: never = step;
        throw new Error(`No way to do ${JSON.stringify(unknown)}`);
      }
    }
  }
}
