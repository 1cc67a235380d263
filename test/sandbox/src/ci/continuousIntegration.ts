import { Clock } from '../clock';
import { workflowsOf } from '../github/actions/workflows';
import { Hub, HubEvent, StoredPull, StoredRepository } from '../github/hub';
import { buildOf, PushImage } from './build';

export interface ContinuousIntegrationOptions {
  hub: Hub;
  clock: Clock;
  push: PushImage;
  /** Milliseconds that a build takes. */
  delay: number;
}

const short = (sha: string): string => sha.slice(0, 7);

/**
 * The demo's CI: each push to a branch or a pull request builds an image named by the commit, if the repository has a Dockerfile.
 * The image holds what the commit's files say. Where a workflow waits for dispatches, only the default branch is built without one.
 */
export class ContinuousIntegration {
  readonly #options: ContinuousIntegrationOptions;
  readonly #cancels = new Set<() => void>();
  #stopListening: (() => void) | undefined;

  constructor(options: ContinuousIntegrationOptions) {
    this.#options = options;
  }

  /** Builds what is new from now on, and first what was not finished before. */
  start(): void {
    const { hub } = this.#options;
    this.#stopListening = hub.listen(event => this.#notice(event));
    for (const repository of hub.repositories()) {
      const { defaultBranch, branches, pulls } = repository;
      const { [defaultBranch]: main, ...others } = branches;
      if (main) this.#build(repository, main, `main-${short(main)}`);
      for (const sha of new Set(Object.values(others)))
        this.#plan(repository, sha, short(sha));
      for (const { headSha, fork, state } of pulls)
        if (fork && state === 'open') this.#plan(repository, headSha, headSha);
    }
  }

  stop(): void {
    this.#stopListening?.();
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }

  #notice(event: HubEvent): void {
    if (event.name === 'push') {
      const { repository, branch, after } = event;
      // Deleted with this push.
      if (!repository.branches[branch]) return;
      if (branch === repository.defaultBranch)
        this.#later(() =>
          this.#build(repository, after, `main-${short(after)}`),
        );
      // Pull requests of the branch are told of by themselves.
      else if (!repository.pulls.some(isOpenAt(after)))
        this.#plan(repository, after, short(after));
    }
    const builds =
      event.name === 'pull_request' &&
      ['opened', 'synchronize', 'reopened'].includes(event.action);
    if (!builds) return;
    const { fork, headSha } = event.pull;
    // Forks are named by the whole commit, as previews ask for them.
    this.#plan(event.repository, headSha, fork ? headSha : short(headSha));
  }

  #plan(repository: StoredRepository, sha: string, tag: string): void {
    if (isDispatched(this.#options.hub, repository)) return;
    this.#later(() => this.#build(repository, sha, tag));
  }

  #later(run: () => void): void {
    const cancel = this.#options.clock.after(this.#options.delay, () => {
      this.#cancels.delete(cancel);
      run();
    });
    this.#cancels.add(cancel);
  }

  #build(repository: StoredRepository, sha: string, tag: string): void {
    const labels = buildOf(this.#options.hub, sha);
    if (!labels) return;
    const name = `${repository.owner}/${repository.name}`;
    Promise.resolve(this.#options.push({ name, tag, labels })).catch(error => {
      process.stderr.write(
        `ci: ${name}:${tag} could not be pushed: ${
          error instanceof Error ? error.message : String(error)
        }\n`,
      );
    });
  }
}

function isOpenAt(sha: string) {
  return ({ state, headSha, fork }: StoredPull) =>
    state === 'open' && headSha === sha && !fork;
}

function isDispatched(hub: Hub, repository: StoredRepository): boolean {
  return workflowsOf(hub, repository, repository.defaultBranch).some(
    ({ triggers }) =>
      'repository_dispatch' in triggers || 'workflow_dispatch' in triggers,
  );
}

/** Pushes to a registry of the sandbox that runs in another process. */
export function pushOverHttp(registry: string): PushImage {
  return async ({ name, tag, labels }) => {
    const response = await fetch(`${registry}/_/images/${name}/${tag}`, {
      method: 'PUT',
      body: JSON.stringify({ labels }),
    });
    if (!response.ok)
      throw new Error(`${registry} answered ${response.status}`);
  };
}
