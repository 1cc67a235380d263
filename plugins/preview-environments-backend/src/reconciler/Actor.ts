import {
  Deployer,
  DeploymentStatus,
  MeshRouter,
  RouteStatus,
  TrafficRouter,
} from '@previewenv/plugin-preview-environments-node';
import { CleanupJobs } from '../jobs';
import { RequestBuild, Step } from '../preview';
import { Workspaces } from '../workspace';

/** What a removal that is under way waits for. */
export interface Hindrance {
  reason: string;
  blockedBy: string[];
}

/** What became of the steps. */
export interface Acted {
  /** Whether something is different now, so that another look soon sees more. */
  changed: boolean;
  hindrances: Hindrance[];
}

/** Has builds begin. What becomes of that is remembered there, and is no end of a look. Answers whether a build has a page now. */
export interface BuildRequester {
  request(request: RequestBuild['request']): Promise<boolean>;
}

/** Does what a decision says, one step after the other. A step that fails ends it; all of them may be done again. */
export class Actor {
  readonly #workspaces: Pick<Workspaces, 'ensure' | 'destroy'>;
  readonly #deployer: Pick<Deployer, 'ensure' | 'resync' | 'destroy'>;
  readonly #router: Pick<TrafficRouter, 'ensure' | 'destroy'>;
  readonly #mesh: Pick<MeshRouter, 'ensureBaseline' | 'ensure' | 'destroy'>;
  readonly #jobs: Pick<CleanupJobs, 'start'>;
  readonly #builds: BuildRequester;

  constructor(options: {
    workspaces: Pick<Workspaces, 'ensure' | 'destroy'>;
    deployer: Pick<Deployer, 'ensure' | 'resync' | 'destroy'>;
    router: Pick<TrafficRouter, 'ensure' | 'destroy'>;
    mesh: Pick<MeshRouter, 'ensureBaseline' | 'ensure' | 'destroy'>;
    jobs: Pick<CleanupJobs, 'start'>;
    builds: BuildRequester;
  }) {
    this.#workspaces = options.workspaces;
    this.#deployer = options.deployer;
    this.#router = options.router;
    this.#mesh = options.mesh;
    this.#jobs = options.jobs;
    this.#builds = options.builds;
  }

  async act(steps: Step[]): Promise<Acted> {
    const outcomes: (boolean | Hindrance)[] = [];
    for (const step of steps) outcomes.push(await this.#do(step));
    return {
      changed: outcomes.includes(true),
      hindrances: outcomes.filter(outcome => typeof outcome !== 'boolean'),
    };
  }

  async #do(step: Step): Promise<boolean | Hindrance> {
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
        return removalOf(await this.#router.destroy(step));
      case 'ensure-baseline-route':
        return (await this.#mesh.ensureBaseline(step.target)) !== 'unchanged';
      case 'ensure-mesh-route':
        return (await this.#mesh.ensure(step.route)) !== 'unchanged';
      case 'destroy-mesh-routes':
        return removalOf(await this.#mesh.destroy(step));
      case 'request-build':
        // It takes its time: by looking again at once nothing shows sooner but its page.
        return this.#builds.request(step.request);
      case 'run-cleanup-job':
        return (await this.#jobs.start(step)) !== 'unchanged';
      case 'destroy-deployment':
        return removalOf(await this.#deployer.destroy(step.deployment));
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

/** A removal that goes on is not asked for again and again: a watch tells when it has ended. */
function removalOf(
  status: DeploymentStatus | RouteStatus,
): boolean | Hindrance {
  if (status.state !== 'deleting') return true;
  const { reason } = status;
  return {
    reason,
    blockedBy: 'blockedBy' in status ? status.blockedBy : [reason],
  };
}
