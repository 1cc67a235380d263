import { Clock, ManualClock } from '../clock';
import { GitHubApi } from './api/api';
import { commitFiles } from './branches';
import { Hub } from './hub';
import { StoredPull, StoredRepository } from './model';
import { openPull } from './pulls';
import { defaultLogin } from './server';
import { Views } from './views';

/** GitHub's REST API without a server: tests that move the time ask it by its own `fetch`. */
export class InProcessGitHub {
  /** How clients call it. */
  readonly url = 'http://github.sandbox';
  readonly hub: Hub;
  readonly api: GitHubApi;
  #uncut = Infinity;

  constructor(options: { clock?: Clock; login?: string } = {}) {
    const { clock = new ManualClock(), login = defaultLogin } = options;
    this.hub = new Hub({ clock, login });
    this.api = new GitHubApi({
      hub: this.hub,
      views: new Views({ hub: this.hub, site: this.url }),
    });
  }

  /** A repository with a commit of these files. */
  addRepository(
    owner: string,
    name: string,
    files: Record<string, string>,
  ): StoredRepository {
    const repository = this.hub.addRepository({ owner, name });
    commitFiles(this.hub, repository, {
      branch: repository.defaultBranch,
      changes: files,
      message: 'Initial commit',
      author: owner,
    });
    return repository;
  }

  openPull(repository: StoredRepository, number: number): StoredPull {
    const { pull } = openPull(
      this.hub,
      repository,
      {
        number,
        title: `Change ${number}`,
        head: `change-${number}`,
        labels: ['preview'],
      },
      'ada',
    );
    return pull;
  }

  /** After so many more requests the answers get lost, although what was asked for is done. */
  cutAfter(requests: number): void {
    this.#uncut = requests;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const { status, headers, body } = await this.api.answer(
      {
        method: init?.method ?? 'GET',
        url,
        params: {},
        headers: Object.fromEntries(new Headers(init?.headers)),
        body: Buffer.from(init?.body ? String(init.body) : ''),
      },
      url.pathname.replace(/^\/api\/v3/, ''),
    );
    if (--this.#uncut < 0) throw new TypeError('fetch failed');
    const hasBody = status !== 204 && status !== 304;
    return new Response(hasBody && body ? String(body) : undefined, {
      status,
      headers,
    });
  };
}
