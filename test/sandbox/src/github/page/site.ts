import { Exchange, Reply, Router } from '../../http';
import { writeComment } from '../api/comments';
import { commitFiles, resolveRef } from '../branches';
import { Hub } from '../hub';
import { HubEvent, StoredPull, StoredRepository } from '../model';
import {
  changedFiles,
  changePull,
  findPull,
  mergePull,
  openPull,
} from '../pulls';
import { layout, script } from './layout';
import { html } from '../../html';
import {
  filePage,
  headlineFile,
  homePage,
  pullPage,
  repositoryPage,
} from './pages';

/** Who the person at the page is. */
const visitor = 'dana';

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const show = (status: number, body: string): Reply => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cache-control': 'no-store',
  },
  body,
});

const missing = (): Reply =>
  show(
    404,
    layout({
      title: 'Not found',
      content: html`<h1>Not found</h1>
        <p>There is no such page here.</p>`,
    }),
  );
const goTo = (path: string): Reply => ({
  status: 303,
  headers: { location: path },
});

type PullAction = (
  repository: StoredRepository,
  pull: StoredPull,
  form: URLSearchParams,
) => HubEvent[];

/** The page for people: repositories and pull requests, and buttons for what people do with them. */
export class Site {
  readonly #hub: Hub;
  readonly #router = new Router();

  constructor(options: { hub: Hub }) {
    this.#hub = options.hub;
    this.#router
      .on('GET', '/', () => this.#home())
      .on('GET', '/_/page.js', () => ({
        status: 200,
        headers: { 'content-type': 'text/javascript; charset=utf-8' },
        body: script,
      }))
      .on('GET', '/:owner/:repo', exchange => this.#repository(exchange))
      .on('GET', '/:owner/:repo/pulls', exchange => this.#repository(exchange))
      .on('GET', '/:owner/:repo/pull/:number', exchange => this.#pull(exchange))
      .on('GET', '/:owner/:repo/blob/:ref/*path', exchange =>
        this.#file(exchange),
      )
      .on('GET', '/:owner/:repo/tree/:ref/*path', exchange =>
        this.#file(exchange),
      )
      .on('POST', '/:owner/:repo/pulls', exchange => this.#open(exchange))
      .on('POST', '/:owner/:repo/pull/:number/comment', exchange =>
        this.#comment(exchange),
      );
    for (const [name, action] of Object.entries(this.#actions())) {
      this.#router.on('POST', `/:owner/:repo/pull/:number/${name}`, exchange =>
        this.#act(exchange, action),
      );
    }
  }

  async answer(exchange: Exchange): Promise<Reply> {
    const { method, headers } = exchange;
    // Another site's form must not act here, even if it only is a sandbox.
    const foreign =
      headers.origin !== undefined &&
      headers.origin !== `http://${headers.host}`;
    if (method === 'POST' && foreign)
      return show(
        403,
        layout({ title: 'Refused', content: html`<h1>Refused</h1>` }),
      );
    return (await this.#router.handle(exchange)) ?? missing();
  }

  #find({ params }: Exchange): {
    repository: StoredRepository | undefined;
    pull: StoredPull | undefined;
  } {
    const repository = this.#hub.repository(params.owner, params.repo);
    return {
      repository,
      pull: repository && findPull(repository, Number(params.number)),
    };
  }

  #headline(commit: string): string | undefined {
    return this.#hub.objects.readFile(commit, headlineFile)?.toString().trim();
  }

  #defaultHeadline({
    branches,
    defaultBranch,
  }: StoredRepository): string | undefined {
    return this.#headline(branches[defaultBranch] ?? '');
  }

  #home(): Reply {
    const repositories = this.#hub.repositories().map(repository => ({
      repository,
      headline: this.#defaultHeadline(repository),
    }));
    return show(200, homePage(repositories));
  }

  #repository(exchange: Exchange): Reply {
    const { repository } = this.#find(exchange);
    if (!repository) return missing();
    const files = Object.keys(
      this.#hub.objects.treeOf(
        repository.branches[repository.defaultBranch] ?? '',
      ),
    );
    return show(
      200,
      repositoryPage({
        repository,
        headline: this.#defaultHeadline(repository),
        files,
      }),
    );
  }

  #file(exchange: Exchange): Reply {
    const { repository } = this.#find(exchange);
    const { ref, path } = exchange.params;
    const commit = repository && resolveRef(this.#hub, repository, ref);
    const content = commit && this.#hub.objects.readFile(commit.sha, path);
    if (!repository || content === undefined) return missing();
    return show(
      200,
      filePage({ repository, ref, path, content: content.toString() }),
    );
  }

  #pull(exchange: Exchange): Reply {
    const { repository, pull } = this.#find(exchange);
    if (!repository || !pull) return missing();
    const base = new Set(
      this.#hub.objects
        .history(repository.branches[pull.base] ?? '')
        .map(({ sha }) => sha),
    );
    return show(
      200,
      pullPage({
        repository,
        pull,
        files: changedFiles(this.#hub, repository, pull),
        headline: this.#headline(pull.headSha),
        commits: this.#hub.objects
          .history(pull.headSha)
          .filter(({ sha }) => !base.has(sha)),
      }),
    );
  }

  /** The change that a person's text makes: the headline of the page, or a line of the README. */
  #write(
    repository: StoredRepository,
    branch: string,
    text: string,
  ): HubEvent[] {
    const parent =
      repository.branches[branch] ??
      repository.branches[repository.defaultBranch];
    const readme =
      this.#hub.objects.readFile(parent, 'README.md')?.toString() ?? '';
    const changes =
      this.#headline(parent) === undefined
        ? { 'README.md': `${readme}\n${text}\n` }
        : { [headlineFile]: `${text}\n` };
    return commitFiles(this.#hub, repository, {
      branch,
      from: repository.defaultBranch,
      changes,
      message: text,
      author: visitor,
    });
  }

  async #open(exchange: Exchange): Promise<Reply> {
    const { repository } = this.#find(exchange);
    const text = new URLSearchParams(exchange.body.toString())
      .get('text')
      ?.trim();
    if (!repository || !text) return missing();
    const branch = `change-${repository.nextNumber}`;
    const pushed = this.#write(repository, branch, text);
    const { pull, events } = openPull(
      this.#hub,
      repository,
      { title: text, head: branch, labels: ['preview'] },
      visitor,
    );
    await this.#hub.publish([...pushed, ...events]);
    return goTo(`/${repository.owner}/${repository.name}/pull/${pull.number}`);
  }

  #actions(): Record<string, PullAction> {
    const change =
      (
        make: (
          pull: StoredPull,
          form: URLSearchParams,
        ) => Parameters<typeof changePull>[3],
      ): PullAction =>
      (repository, pull, form) =>
        changePull(this.#hub, repository, pull, make(pull, form), visitor);
    return {
      push: (repository, pull, form) =>
        this.#write(
          repository,
          pull.head,
          form.get('text')?.trim() || 'Another change',
        ),
      label: change(({ labels }, form) => ({
        labels: [...new Set([...labels, form.get('label') ?? 'preview'])],
      })),
      unlabel: change(({ labels }, form) => ({
        labels: labels.filter(name => name !== form.get('label')),
      })),
      draft: change(() => ({ draft: true })),
      ready: change(() => ({ draft: false })),
      close: change(() => ({ state: 'closed' })),
      reopen: change(() => ({ state: 'open' })),
      merge: (repository, pull) =>
        mergePull(this.#hub, repository, pull, visitor),
    };
  }

  async #act(exchange: Exchange, action: PullAction): Promise<Reply> {
    const { repository, pull } = this.#find(exchange);
    if (!repository || !pull) return missing();
    const form = new URLSearchParams(exchange.body.toString());
    await this.#hub.publish(action(repository, pull, form));
    return goTo(`/${repository.owner}/${repository.name}/pull/${pull.number}`);
  }

  async #comment(exchange: Exchange): Promise<Reply> {
    const { repository, pull } = this.#find(exchange);
    const body = new URLSearchParams(exchange.body.toString())
      .get('body')
      ?.trim();
    if (!repository || !pull || !body) return missing();
    await writeComment(
      { hub: this.#hub },
      repository,
      pull.number,
      visitor,
      body,
    );
    return goTo(`/${repository.owner}/${repository.name}/pull/${pull.number}`);
  }
}
