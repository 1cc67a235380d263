import { askRepository } from './github';
import { askForBranch, BranchAnswer } from './previews';
import { pushImage } from './registry';

const defaultBranch = 'main';

interface Head {
  commit: { sha: string; commit: { tree: { sha: string } } };
}

/** A branch of `web` that nobody has opened a pull request for, and what its people do to it. */
export class Branch {
  readonly repository = 'web';
  headSha = '';
  #id: string | undefined;

  constructor(readonly name: string) {}

  /** Known once a preview of it was asked for. */
  get id(): string {
    if (!this.#id)
      throw new Error(`Nobody asked for a preview of ${this.name}`);
    return this.#id;
  }

  /** As a definition has to ask for it that is for branches, too: see `forBranches`. */
  get tag(): string {
    return `commit-${this.headSha.slice(0, 7)}`;
  }

  /** A commit on top of it, with its image built; the first one makes it. */
  async push(): Promise<void> {
    const isNew = this.headSha === '';
    const { commit }: Head = await this.#ask(
      `branches/${isNew ? defaultBranch : this.name}`,
    );
    const { sha }: { sha: string } = await this.#ask('git/commits', 'POST', {
      message: `Change ${this.name} on top of ${commit.sha}`,
      tree: commit.commit.tree.sha,
      parents: [commit.sha],
    });
    this.headSha = sha;
    await pushImage(this.repository, this.tag);
    if (isNew)
      await this.#ask('git/refs', 'POST', {
        ref: `refs/heads/${this.name}`,
        sha,
      });
    else await this.#ask(`git/refs/heads/${this.name}`, 'PATCH', { sha });
  }

  async remove(): Promise<void> {
    await this.#ask(`git/refs/heads/${this.name}`, 'DELETE');
    this.headSha = '';
  }

  /** Asks for a preview of it, or for another lease. `ttl` as people write it: `2d`. */
  async request(ttl: string): Promise<BranchAnswer> {
    const answer = await askForBranch({
      entityRef: `component:default/${this.repository}`,
      branch: this.name,
      ttl,
    });
    this.#id = answer.id;
    return answer;
  }

  async #ask(path: string, method = 'GET', body?: object) {
    return askRepository(this.repository, path, {
      method,
      body: body && JSON.stringify(body),
    });
  }
}

/** Has a definition's images be found without the number of a pull request, which a branch has none of. */
export function forBranches(definition: string): string {
  return definition.replace('pr-{{ pullRequest.number }}', 'commit');
}
