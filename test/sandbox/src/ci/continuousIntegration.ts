import { Clock } from '../clock';
import { Hub, HubEvent, StoredPull, StoredRepository } from '../github/hub';
import { headlineFile } from '../github/page/pages';
import { imageLabels } from '../services';

/** Puts a built image into a registry. */
export type PushImage = (image: {
  name: string;
  tag: string;
  labels: Record<string, string>;
}) => void | Promise<void>;

export interface ContinuousIntegrationOptions {
  hub: Hub;
  clock: Clock;
  push: PushImage;
  /** Milliseconds that a build takes. */
  delay: number;
}

const short = (sha: string): string => sha.slice(0, 7);

/**
 * The demo's CI: each push to a pull request or to the default branch builds an image, if the repository has a Dockerfile.
 * The image holds what the commit's files say.
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
      const main = repository.branches[repository.defaultBranch];
      if (main) this.#build(repository, main, `main-${short(main)}`);
      for (const pull of repository.pulls.filter(
        ({ state }) => state === 'open',
      ))
        this.#plan(repository, pull);
    }
  }

  stop(): void {
    this.#stopListening?.();
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }

  #notice(event: HubEvent): void {
    if (
      event.name === 'push' &&
      event.branch === event.repository.defaultBranch &&
      event.repository.branches[event.branch]
    ) {
      const { repository, after } = event;
      this.#later(() => this.#build(repository, after, `main-${short(after)}`));
    }
    const builds =
      event.name === 'pull_request' &&
      ['opened', 'synchronize', 'reopened'].includes(event.action);
    if (builds) this.#plan(event.repository, event.pull);
  }

  #plan(repository: StoredRepository, { number, headSha }: StoredPull): void {
    this.#later(() =>
      this.#build(repository, headSha, `pr-${number}-${short(headSha)}`),
    );
  }

  #later(run: () => void): void {
    const cancel = this.#options.clock.after(this.#options.delay, () => {
      this.#cancels.delete(cancel);
      run();
    });
    this.#cancels.add(cancel);
  }

  #build(repository: StoredRepository, sha: string, tag: string): void {
    const { objects } = this.#options.hub;
    const dockerfile = objects.readFile(sha, 'Dockerfile')?.toString();
    if (dockerfile === undefined) return;
    const declared = [
      ...dockerfile.matchAll(/^LABEL\s+([\w.-]+)="?([^"\n]*?)"?\s*$/gm),
    ].map(([, name, value]) => [name, value]);
    const headline = objects.readFile(sha, headlineFile)?.toString().trim();
    const labels = {
      ...Object.fromEntries(declared),
      [imageLabels.commit]: sha,
      ...(headline ? { [imageLabels.headline]: headline } : {}),
    };
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
