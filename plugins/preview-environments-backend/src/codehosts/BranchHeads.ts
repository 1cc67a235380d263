import {
  CodeHost,
  Repository,
} from '@previewenv/plugin-preview-environments-node';
import { OpenPreview, Store } from '../store/types';

/**
 * Previews of branches, which no listing of pull requests speaks of: each of them is read, by a conditional request, and looked at where that
 * differs from what is known.
 */
export class BranchHeads {
  readonly #codeHost: Pick<CodeHost, 'readBranch'>;
  readonly #store: Pick<Store, 'enqueueKnown'>;

  constructor(options: {
    codeHost: Pick<CodeHost, 'readBranch'>;
    store: Pick<Store, 'enqueueKnown'>;
  }) {
    this.#codeHost = options.codeHost;
    this.#store = options.store;
  }

  /** `forAll` is a reason to look at all of them, if there is one. Throws as a CodeHost does. */
  async compare(
    repository: Repository,
    branches: OpenPreview[],
    forAll: string | undefined,
  ): Promise<void> {
    for (const preview of branches) {
      // Those that are closed or can't be read are looked at by their own timers.
      if (preview.closed || preview.unreadable) continue;
      const cause = forAll ?? (await this.#causeToLook(repository, preview));
      if (cause) await this.#store.enqueueKnown(preview.id, cause);
    }
  }

  async #causeToLook(
    repository: Repository,
    { pullRequest: { head } }: OpenPreview,
  ): Promise<string | undefined> {
    const branch = await this.#codeHost.readBranch?.(repository, head.ref);
    if (!branch) return 'listing: no such branch';
    return branch.headSha === head.sha ? undefined : 'listing: new commit';
  }
}
