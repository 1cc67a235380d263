import { Clock } from '../clock';
import { endRun } from '../github/actions/runs';
import { apps, botOf } from '../github/apps';
import { workflowsOf } from '../github/actions/workflows';
import { addCheckRun, changeCheckRun } from '../github/checks';
import { Hub, HubEvent, StoredRepository } from '../github/hub';
import { StoredCheckRun, StoredRun } from '../github/model';
import { addStatus } from '../github/statuses';
import { parseReference } from '../registry';
import { buildOf, PushImage } from './build';

export interface WorkflowRunnerOptions {
  hub: Hub;
  clock: Clock;
  push: PushImage;
  /** Milliseconds that a run takes. */
  delay: number;
  /** The page of a run. */
  pageOf: (repository: StoredRepository, run: StoredRun) => string;
}

/** What a preview's build is told. */
interface Order {
  commit: string;
  /** With their tags. */
  images: string[];
}

/**
 * Runs what dispatches begin, as a platform's workflow does: it builds the commit that it is told, and pushes it under the names that it is
 * told. The run, and the check with the workflow's name, are of the default branch; of the commit it says what the workflow's steps report.
 */
export class WorkflowRunner {
  readonly #options: WorkflowRunnerOptions;
  readonly #cancels = new Set<() => void>();
  #stopListening: (() => void) | undefined;

  constructor(options: WorkflowRunnerOptions) {
    this.#options = options;
  }

  /** Runs what is begun from now on, and first what was not finished before. */
  start(): void {
    const { hub } = this.#options;
    this.#stopListening = hub.listen(event => this.#notice(event));
    for (const repository of hub.repositories())
      for (const run of repository.runs ?? [])
        if (!run.conclusion) this.#begin(repository, run);
  }

  stop(): void {
    this.#stopListening?.();
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }

  #notice(event: HubEvent): void {
    if (event.name === 'workflow_run' && event.action === 'requested')
      this.#begin(event.repository, event.run);
  }

  #begin(repository: StoredRepository, run: StoredRun): void {
    const { hub, clock, delay } = this.#options;
    const order = orderOf(run);
    const { checkRun, events } = addCheckRun(hub, repository, {
      name: run.name,
      headSha: run.headSha,
      user: botOf(apps.actions),
      status: 'in_progress',
    });
    const reports = this.#report(repository, run, order, 'pending');
    const cancel = clock.after(delay, () => {
      this.#cancels.delete(cancel);
      void this.#finish(repository, { run, checkRun, order });
    });
    this.#cancels.add(cancel);
    void hub.publish([...events, ...reports]);
  }

  /** What the workflow's own steps say of the commit that they build. */
  #report(
    repository: StoredRepository,
    run: StoredRun,
    { commit }: Order,
    state: 'pending' | 'success' | 'failure',
  ): HubEvent[] {
    const { hub, pageOf } = this.#options;
    const workflow = workflowsOf(hub, repository, run.branch).find(
      ({ path }) => path === run.path,
    );
    return (workflow?.reports ?? []).map(
      context =>
        addStatus(hub, repository, {
          sha: commit,
          context,
          state,
          description: undefined,
          target_url: pageOf(repository, run),
          user: botOf(apps.actions),
        }).event,
    );
  }

  async #finish(
    repository: StoredRepository,
    about: { run: StoredRun; checkRun: StoredCheckRun; order: Order },
  ): Promise<void> {
    const { hub } = this.#options;
    const { run, checkRun, order } = about;
    const conclusion = (await this.#build(order)) ? 'success' : 'failure';
    await hub.publish([
      ...this.#report(repository, run, order, conclusion),
      ...changeCheckRun(hub, repository, checkRun, { conclusion }),
      ...endRun(hub, repository, run, conclusion),
    ]);
  }

  async #build({ commit, images }: Order): Promise<boolean> {
    const { hub, push } = this.#options;
    const labels = buildOf(hub, commit);
    if (!labels) return false;
    try {
      for (const image of images) {
        const { name, tag = 'latest' } = parseReference(image);
        await push({ name, tag, labels });
      }
      return true;
    } catch (error) {
      process.stderr.write(`workflow: ${String(error)}\n`);
      return false;
    }
  }
}

function orderOf({ inputs, headSha }: StoredRun): Order {
  const { commit = headSha, images = '' } = inputs;
  return {
    commit: String(commit),
    images: String(images).split(' ').filter(Boolean),
  };
}
