import { json } from '../../http';
import {
  changedFiles,
  changePull,
  mergePull,
  openPull,
  PullChange,
} from '../pulls';
import { StoredRepository } from '../model';
import {
  ApiContext,
  bodyOf,
  GitHubError,
  Routes,
  validationFailed,
} from './context';

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

/** Pull requests, their files and labels. */
export const pullRoutes: Routes = (router, context) => {
  const { hub, views } = context;
  const base = '/repos/:owner/:repo';
  router
    .on('GET', `${base}/pulls`, exchange => {
      const repository = context.repository(exchange);
      const query = exchange.url.searchParams;
      const state = query.get('state') ?? 'open';
      const head = query.get('head')?.split(':').pop();
      const branch = query.get('base');
      const sort = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
      const direction = (query.get('direction') ?? 'desc') === 'asc' ? 1 : -1;
      const found = repository.pulls
        .filter(
          pull =>
            (state === 'all' || pull.state === state) &&
            (!head || pull.head === head) &&
            (!branch || pull.base === branch),
        )
        .sort(
          (a, b) =>
            direction * (a[sort].localeCompare(b[sort]) || a.number - b.number),
        );
      return json(
        200,
        found.map(pull => views.pull(repository, pull)),
      );
    })
    .on('POST', `${base}/pulls`, async exchange => {
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
      return json(201, views.fullPull(repository, pull));
    })
    .on('GET', `${base}/pulls/:number`, exchange => {
      const repository = context.repository(exchange);
      return json(
        200,
        views.fullPull(repository, context.pull(exchange, repository)),
      );
    })
    .on('PATCH', `${base}/pulls/:number`, async exchange => {
      const { repository, login } = context.writable(exchange);
      const pull = context.pull(exchange, repository);
      await hub.publish(
        changePull(hub, repository, pull, changeFrom(bodyOf(exchange)), login),
      );
      return json(200, views.fullPull(repository, pull));
    })
    .on('PUT', `${base}/pulls/:number/merge`, async exchange => {
      const { repository, login } = context.writable(exchange);
      const pull = context.pull(exchange, repository);
      if (pull.state === 'closed' || pull.draft)
        throw new GitHubError(405, 'Pull Request is not mergeable');
      await hub.publish(mergePull(hub, repository, pull, login));
      return json(200, {
        sha: repository.branches[pull.base],
        merged: true,
        message: 'Pull Request successfully merged',
      });
    })
    .on('GET', `${base}/pulls/:number/files`, exchange => {
      const repository = context.repository(exchange);
      const files = changedFiles(
        hub,
        repository,
        context.pull(exchange, repository),
      ).slice(0, mostFiles);
      return json(
        200,
        files.map(filename => ({
          filename,
          status: 'modified',
          additions: 1,
          deletions: 1,
          changes: 2,
        })),
      );
    })
    .on('GET', `${base}/issues/:number`, exchange => {
      const repository = context.repository(exchange);
      const pull = views.pull(repository, context.pull(exchange, repository));
      return json(200, {
        ...pull,
        pull_request: { url: pull.url, html_url: pull.html_url },
      });
    })
    .on('GET', `${base}/issues/:number/labels`, exchange => {
      const repository = context.repository(exchange);
      return json(
        200,
        context
          .pull(exchange, repository)
          .labels.map(name => views.label(name)),
      );
    })
    .on('POST', `${base}/issues/:number/labels`, async exchange => {
      const { repository, login } = context.writable(exchange);
      const pull = context.pull(exchange, repository);
      const body = bodyOf(exchange) as { labels?: string[] } | string[];
      const labels = Array.isArray(body) ? body : body.labels ?? [];
      for (const name of labels)
        if (!repository.labels.includes(name)) repository.labels.push(name);
      await hub.publish(
        changePull(
          hub,
          repository,
          pull,
          { labels: [...new Set([...pull.labels, ...labels])] },
          login,
        ),
      );
      return json(
        200,
        pull.labels.map(name => views.label(name)),
      );
    })
    .on('DELETE', `${base}/issues/:number/labels/:label`, async exchange => {
      const { repository, login } = context.writable(exchange);
      const pull = context.pull(exchange, repository);
      if (!pull.labels.includes(exchange.params.label))
        throw new GitHubError(404, 'Label does not exist');
      const labels = pull.labels.filter(name => name !== exchange.params.label);
      await hub.publish(changePull(hub, repository, pull, { labels }, login));
      return json(
        200,
        labels.map(name => views.label(name)),
      );
    });
};
