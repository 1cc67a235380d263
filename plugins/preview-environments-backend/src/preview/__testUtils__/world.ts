import { isEqual } from 'lodash';
import {
  MeshTarget,
  meshTargetName,
  PullRequest,
} from '@previewenv/plugin-preview-environments-node';
import { nextRecord } from '../../reconciler/nextRecord';
import { isBranch } from '../branches';
import { ComponentDefinition } from '../components';
import { Step } from '../decision';
import {
  ClusterFacts,
  ComponentFacts,
  JobStatus,
  MeshFacts,
  Observed,
} from '../facts';
import { intend } from '../intent';
import { obstacleTo } from '../obstacles';
import { plan } from '../plan';
import { PreviewRecord } from '../record';
import { Leave } from '../trust';
import { granted, leaveFrom } from '../wishes';
import { policy, previewId, writer } from './builders';

/**
 * A cluster and a code host reduced to what a decision can see and change: enough to let decisions meet their own consequences in any order
 * of events. Nothing here knows the rules.
 */
export class World {
  readonly namespaces = new Set<string>();
  readonly applications = new Map<string, string>();
  readonly routes = new Map<string, string>();
  /** Services with a route to the baseline, which stays. */
  readonly baselines = new Set<string>();
  /** Services whose callers are led to the preview. */
  readonly overrides = new Set<string>();
  readonly #built = new Set<string>();
  /** What becomes of a clean-up Job once it was made, by component. */
  readonly jobs = new Map<string, JobStatus>();
  /** What was done about workloads, in order: `deploy web`, `clean up web`, `undeploy web`. */
  readonly log: string[] = [];
  /** What the next clean-up Job comes to. */
  jobEnding: JobStatus = { state: 'succeeded', log: '' };
  record: PreviewRecord | undefined;
  #now = Date.parse('2026-03-01T12:00:00Z');
  #pullRequest: PullRequest;
  #leave: Leave | undefined;
  readonly #components: ComponentDefinition[];

  constructor(pullRequest: PullRequest, components: ComponentDefinition[]) {
    this.#pullRequest = pullRequest;
    this.#components = components;
  }

  /** What happens on the code host; `updatedAt` moves with it. */
  change(change: Partial<PullRequest>): void {
    this.#now += 1_000;
    const at = new Date(this.#now).toISOString();
    this.#pullRequest = {
      ...this.#pullRequest,
      ...change,
      updatedAt: at,
      closedAt: change.state === 'closed' ? at : undefined,
    };
  }

  build(sha: string): void {
    this.#built.add(sha);
  }

  /** What a person asks for, unless the preview is in no state for it. */
  wish(kind: 'sleep' | 'wake' | 'removal' | 'redeploy' | 'extend'): void {
    if (!this.record || obstacleTo(kind, this.record)) return;
    this.record = granted(this.record, {
      kind,
      requestedBy: 'dana',
      at: new Date(this.#now),
      headSha: this.#pullRequest.head.sha,
      until: kind === 'extend' ? this.#later(3_600_000) : undefined,
    });
  }

  /** Somebody asks for a preview of the branch that this world is about. */
  lease(milliseconds: number): void {
    const wish = {
      kind: 'request' as const,
      requestedBy: 'user:default/dana',
      at: new Date(this.#now),
      headSha: '',
      until: this.#later(milliseconds),
    };
    if (this.record) this.record = granted(this.record, wish);
    else this.#leave = leaveFrom([wish]);
  }

  /** What a look that finds no such branch says; undefined while it is there. */
  missing: string | undefined;

  #later(milliseconds: number): Date {
    return new Date(this.#now + milliseconds);
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** One look: what any hint, however late or doubled, leads to. `dieAfter` steps the worker is killed. */
  look(dieAfter = Infinity): Step[] {
    const observed = this.#observe();
    const decision = plan(previewId, observed, new Date(this.#now));
    if (decision.remember === 'forget') return [];
    const first =
      decision.begins ||
      (['terminating', 'asleep'].includes(decision.phase) &&
        this.record?.phase !== decision.phase) ||
      !isEqual(decision.cleanup, this.record?.cleanup ?? []);
    const steps = first ? [] : decision.steps;
    for (const step of steps.slice(0, dieAfter)) this.#do(step);
    if (steps.length <= dieAfter)
      this.record = nextRecord(
        previewId,
        observed,
        decision,
        [],
        new Date(this.#now),
      );
    return steps;
  }

  /** Looks until nothing moves any more. */
  settle(): void {
    for (let looks = 0; looks < 40; looks++) {
      this.look();
      this.pass(3_000);
    }
  }

  objects(): string[] {
    return [
      ...this.namespaces,
      ...this.applications.keys(),
      ...this.overrides,
      ...[...this.routes].map(([name, sha]) => `${name}@${sha}`),
    ].sort();
  }

  #observe(): Observed {
    const circumstances = {
      policy,
      record: this.record,
      pullRequest: this.#pullRequest,
      branch: isBranch(this.#pullRequest)
        ? { name: this.#pullRequest.head.ref, entityRef: undefined }
        : undefined,
      leave: this.#leave,
      components: this.missing ? [] : this.#components,
      definitionsProblem: undefined,
      observedAt: new Date(this.#now),
      absence: this.record?.phase === 'gone' ? undefined : this.missing,
      unreadable: undefined,
      people: { authorMayWrite: true, setters: { preview: writer } },
    };
    const intent = intend(previewId, circumstances);
    const desired = intent.kind === 'want' ? intent.desired.components : [];
    const cluster: ClusterFacts = {
      workspace: { state: this.namespaces.size > 0 ? 'complete' : 'absent' },
      deployments: {
        state: 'known',
        found: [...this.applications.keys()].map(component => ({
          previewId,
          component,
          cluster: 'dev',
          name: component,
        })),
      },
      routes: { state: 'known', components: [...this.routes.keys()] },
      overrides: { state: 'known', targets: [...this.overrides] },
    };
    const componentFacts = Object.fromEntries(
      desired.map(({ name, images, deployment, mesh }) => [
        name,
        {
          ...this.#facts(name, deployment.headSha, images[0].image),
          mesh: mesh.map(({ target }) => this.#meshFacts(target)),
        },
      ]),
    );
    return {
      ...circumstances,
      admission: undefined,
      removalPermit: this.missing ? { permitted: true } : undefined,
      clusters: { dev: cluster },
      componentFacts,
      cleanup: Object.fromEntries(
        (this.record?.cleanup ?? []).map(({ job: { component } }) => [
          component,
          this.jobs.get(component) ?? { state: 'absent' },
        ]),
      ),
      sinceTakeOverMilliseconds: undefined,
      takeOverGraceMilliseconds: 70_000,
    };
  }

  #facts(
    name: string,
    sha: string,
    image: { name: string; tag: string },
  ): Omit<ComponentFacts, 'mesh'> {
    const running = this.applications.get(name);
    const current = running === sha;
    return {
      images: [
        this.#built.has(sha)
          ? {
              state: 'found',
              image: {
                name: image.name,
                tag: image.tag,
                digest: undefined,
                sha,
              },
            }
          : { state: 'missing' },
      ],
      deployment: deploymentOf(running, sha),
      workload: current
        ? { state: 'proven' }
        : { state: 'starting', reason: 'pods start', trouble: undefined },
      route: this.routes.has(name)
        ? { state: 'accepted' }
        : { state: 'absent' },
      probe:
        this.routes.get(name) === sha
          ? { state: 'answered' }
          : { state: 'not-asked' },
    };
  }

  #meshFacts(target: MeshTarget): MeshFacts {
    const name = meshTargetName(target);
    const seen = (there: Set<string>): MeshFacts['baseline'] =>
      there.has(name) ? { state: 'accepted' } : { state: 'absent' };
    return { baseline: seen(this.baselines), override: seen(this.overrides) };
  }

  #do(step: Step): void {
    switch (step.kind) {
      case 'ensure-workspace':
        this.namespaces.add(step.workspace.namespace);
        break;
      case 'ensure-deployment':
        this.log.push(`deploy ${step.deployment.component}`);
        this.applications.set(
          step.deployment.component,
          step.deployment.headSha,
        );
        break;
      case 'ensure-edge-route':
        this.routes.set(step.route.component, step.route.headSha);
        break;
      case 'destroy-edge-routes':
        for (const name of this.routes.keys())
          if (!step.keep.includes(name)) this.routes.delete(name);
        break;
      case 'ensure-baseline-route':
        this.baselines.add(meshTargetName(step.target));
        break;
      case 'ensure-mesh-route':
        this.log.push(`override ${meshTargetName(step.route.target)}`);
        this.overrides.add(meshTargetName(step.route.target));
        break;
      case 'destroy-mesh-routes':
        for (const name of this.overrides)
          if (!step.keep.includes(name)) {
            this.log.push(`no override ${name}`);
            this.overrides.delete(name);
          }
        break;
      case 'run-cleanup-job':
        this.log.push(`clean up ${step.run.job.component}`);
        this.jobs.set(step.run.job.component, this.jobEnding);
        break;
      case 'destroy-deployment':
        this.log.push(`undeploy ${step.deployment.component}`);
        this.applications.delete(step.deployment.component);
        break;
      case 'destroy-workspace':
        this.namespaces.delete(step.namespace);
        this.jobs.clear();
        break;
      default:
    }
  }
}

function deploymentOf(
  running: string | undefined,
  wanted: string,
): ComponentFacts['deployment'] {
  if (running === undefined) return { state: 'absent' };
  return running === wanted
    ? { state: 'healthy' }
    : { state: 'progressing', reason: 'another commit' };
}
