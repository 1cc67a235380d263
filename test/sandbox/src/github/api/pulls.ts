import {
  changedFiles,
  changePull,
  mergePull,
  openPull,
  PullChange,
} from '../pulls';
import { StoredPull, StoredRepository } from '../model';
import { ApiContext, bodyOf, GitHubError, validationFailed } from './context';
import { Routes } from './routes';

/** At most as many files are told of, as at GitHub. */
const mostFiles = 3_000;

const invalid = (field: string): GitHubError =>
  validationFailed({ resource: 'PullRequest', field, code: 'invalid' });
const custom = (message: string): GitHubError =>
  validationFailed({ resource: 'PullRequest', code: 'custom', message });

/** Refuses a pull request whose branches are not there, or that exists. */
function checkNew(
  { hub }: ApiContext,
  repository: StoredRepository,
  head: string,
  base: string,
): void {
  const sha = repository.branches[head];
  if (!sha) throw invalid('head');
  if (!(base in repository.branches)) throw invalid('base');
  if (
    repository.pulls.some(
      pull => pull.state === 'open' && pull.head === head && pull.base === base,
    )
  ) {
    throw custom(
      `A pull request already exists for ${repository.owner}:${head}.`,
    );
  }
  const known = hub.objects
    .history(repository.branches[base])
    .some(commit => commit.sha === sha);
  if (known) throw custom(`No commits between ${base} and ${head}`);
}

function changeFrom(body: Record<string, unknown>): PullChange {
  return {
    title: body.title as string | undefined,
    body: body.body as string | undefined,
    state: body.state as PullChange['state'],
    base: body.base as string | undefined,
  };
}

/** The pull requests that a list's query asks for, in its order. */
function selected(
  { pulls }: StoredRepository,
  query: URLSearchParams,
): StoredPull[] {
  const state = query.get('state') ?? 'open';
  const head = query.get('head')?.split(':').pop();
  const base = query.get('base');
  const sort = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const direction = (query.get('direction') ?? 'desc') === 'asc' ? 1 : -1;
  return pulls
    .filter(
      pull =>
        (state === 'all' || pull.state === state) &&
        (!head || pull.head === head) &&
        (!base || pull.base === base),
    )
    .sort(
      (a, b) =>
        direction * (a[sort].localeCompare(b[sort]) || a.number - b.number),
    );
}

/** Pull requests and their files. */
export const pullRoutes: Routes = context => {
  const { hub, views } = context;
  return {
    'GET /repos/{owner}/{repo}/pulls': exchange => {
      const repository = context.repository(exchange);
      return {
        status: 200,
        body: selected(repository, exchange.url.searchParams).map(pull =>
          views.pulls.show(repository, pull),
        ),
      };
    },
    'POST /repos/{owner}/{repo}/pulls': async exchange => {
      const login = context.login(exchange);
      const repository = context.repository(exchange);
      const body = bodyOf(exchange) as {
        title?: string;
        head?: string;
        base?: string;
        body?: string;
        draft?: boolean;
      };
      const head = (body.head ?? '').split(':').pop()!;
      checkNew(context, repository, head, body.base ?? '');
      if (!body.title)
        throw validationFailed({
          resource: 'PullRequest',
          field: 'title',
          code: 'missing_field',
        });
      const options = {
        title: body.title,
        body: body.body,
        head,
        base: body.base,
        draft: body.draft,
      };
      const { pull, events } = openPull(hub, repository, options, login);
      await hub.publish(events);
      return { status: 201, body: views.pulls.full(repository, pull) };
    },
    'GET /repos/{owner}/{repo}/pulls/{pull_number}': exchange => {
      const repository = context.repository(exchange);
      const pull = context.pull(exchange, repository);
      return { status: 200, body: views.pulls.full(repository, pull) };
    },
    'PATCH /repos/{owner}/{repo}/pulls/{pull_number}': async exchange => {
      const { repository, login } = context.writable(exchange);
      const pull = context.pull(exchange, repository);
      await hub.publish(
        changePull(hub, repository, pull, changeFrom(bodyOf(exchange)), login),
      );
      return { status: 200, body: views.pulls.full(repository, pull) };
    },
    'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge': async exchange => {
      const { repository, login } = context.writable(exchange);
      const pull = context.pull(exchange, repository);
      if (pull.state === 'closed' || pull.draft)
        throw new GitHubError(405, 'Pull Request is not mergeable');
      await hub.publish(mergePull(hub, repository, pull, login));
      return {
        status: 200,
        body: {
          sha: repository.branches[pull.base],
          merged: true,
          message: 'Pull Request successfully merged',
        },
      };
    },
    'GET /repos/{owner}/{repo}/pulls/{pull_number}/files': exchange => {
      const repository = context.repository(exchange);
      const pull = context.pull(exchange, repository);
      return {
        status: 200,
        body: changedFiles(hub, repository, pull)
          .slice(0, mostFiles)
          .map(filename => views.commits.change(repository, pull, filename)),
      };
    },
    'GET /repos/{owner}/{repo}/issues/{issue_number}': exchange => {
      const repository = context.repository(exchange);
      const pull = context.pull(exchange, repository);
      return { status: 200, body: views.pulls.issue(repository, pull) };
    },
  };
};
