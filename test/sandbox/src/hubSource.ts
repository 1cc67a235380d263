import { SourceReader, SourceTree } from './controllers';
import { Hub } from './github';
import { resolveRef } from './github/branches';

/** Reads the sandbox's own repositories for Argo CD: `http://localhost:7008/acme/web`, with or without `.git`. */
export class HubSource implements SourceReader {
  readonly #hub: Hub;
  readonly #url: string;

  constructor(options: { hub: Hub; url: string }) {
    this.#hub = options.hub;
    this.#url = options.url;
  }

  open(repoURL: string, targetRevision: string): SourceTree {
    const [, owner, name] =
      /^\/([^/]+)\/([^/]+?)(?:\.git)?\/?$/.exec(
        repoURL.startsWith(this.#url) ? repoURL.slice(this.#url.length) : '',
      ) ?? [];
    const repository =
      name === undefined ? undefined : this.#hub.repository(owner, name);
    if (!repository)
      throw new Error(`failed to list refs: repository not found: ${repoURL}`);
    const commit = resolveRef(this.#hub, repository, targetRevision);
    if (!commit)
      throw new Error(`unable to resolve '${targetRevision}' to a commit SHA`);
    const { objects } = this.#hub;
    return {
      revision: commit.sha,
      read: path => objects.readFile(commit.sha, path)?.toString(),
      list: folder =>
        Object.keys(objects.treeOf(commit.sha)).filter(path =>
          path.startsWith(`${folder}/`),
        ),
    };
  }
}
