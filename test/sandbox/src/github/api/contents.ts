import { Exchange, json, Reply } from '../../http';
import { commitFiles, resolveRef } from '../branches';
import { tarball } from '../tarball';
import { ApiContext, bodyOf, GitHubError, notFound, Routes } from './context';

const wantsRaw = ({ headers }: Exchange): boolean =>
  /application\/vnd\.github(\.v3)?\.raw/.test(headers.accept ?? '');

function describe(
  { hub, views }: ApiContext,
  exchange: Exchange,
  path: string,
  sha: string,
): Record<string, unknown> {
  const { owner, repo } = exchange.params;
  const content = hub.objects.blob(sha) ?? Buffer.alloc(0);
  return {
    type: 'file',
    name: path.split('/').pop(),
    path,
    sha,
    size: content.length,
    url: `${views.api}/repos/${owner}/${repo}/contents/${path}`,
    html_url: `${views.site}/${owner}/${repo}/blob/HEAD/${path}`,
    git_url: `${views.api}/repos/${owner}/${repo}/git/blobs/${sha}`,
    download_url: `${views.site}/${owner}/${repo}/raw/HEAD/${path}`,
  };
}

function directory(
  context: ApiContext,
  exchange: Exchange,
  commit: string,
  path: string,
): Reply {
  const prefix = path ? `${path}/` : '';
  const below = Object.entries(context.hub.objects.treeOf(commit)).filter(
    ([file]) => file.startsWith(prefix),
  );
  if (!below.length) throw notFound();
  const folders = new Set(
    below.flatMap(([file]) =>
      file.slice(prefix.length).includes('/')
        ? [file.slice(prefix.length).split('/')[0]]
        : [],
    ),
  );
  const files = below.filter(
    ([file]) => !file.slice(prefix.length).includes('/'),
  );
  return json(200, [
    ...[...folders].map(name => ({
      type: 'dir',
      name,
      path: `${prefix}${name}`,
      size: 0,
    })),
    ...files.map(([file, { sha }]) => describe(context, exchange, file, sha)),
  ]);
}

function read(context: ApiContext, exchange: Exchange): Reply {
  const { hub } = context;
  const repository = context.repository(exchange);
  const path = (exchange.params.path ?? '').replace(/\/$/, '');
  const ref = exchange.url.searchParams.get('ref') ?? repository.defaultBranch;
  const commit = resolveRef(hub, repository, ref);
  if (!commit) throw new GitHubError(404, `No commit found for the ref ${ref}`);
  const entry = hub.objects.treeOf(commit.sha)[path];
  if (!entry) return directory(context, exchange, commit.sha, path);
  const content = hub.objects.blob(entry.sha)!;
  if (wantsRaw(exchange)) {
    return {
      status: 200,
      headers: {
        'content-type': 'application/vnd.github.v3.raw; charset=utf-8',
      },
      body: content,
    };
  }
  // GitHub breaks base64 into lines, which a client has to expect.
  const encoded = content.toString('base64').replace(/.{60}/g, '$&\n');
  return json(200, {
    ...describe(context, exchange, path, entry.sha),
    encoding: 'base64',
    content: `${encoded}\n`,
  });
}

async function write(
  context: ApiContext,
  exchange: Exchange,
  removing: boolean,
): Promise<Reply> {
  const { hub, views } = context;
  const { repository, login } = context.writable(exchange);
  const { path } = exchange.params;
  const body = bodyOf(exchange) as {
    message: string;
    content?: string;
    branch?: string;
    sha?: string;
  };
  const branch = body.branch ?? repository.defaultBranch;
  const before = hub.objects.treeOf(repository.branches[branch] ?? '')[path];
  if (removing && !before) throw notFound();
  if (before && before.sha !== body.sha) {
    throw new GitHubError(
      body.sha ? 409 : 422,
      body.sha
        ? `${path} does not match ${body.sha}`
        : 'Invalid request.\n\n"sha" wasn\'t supplied.',
    );
  }
  const changes = {
    [path]: removing ? undefined : Buffer.from(body.content ?? '', 'base64'),
  };
  await hub.publish(
    commitFiles(hub, repository, {
      branch,
      changes,
      message: body.message,
      author: login,
    }),
  );
  const commit = hub.objects.commit(repository.branches[branch])!;
  const entry = hub.objects.treeOf(commit.sha)[path];
  return json(before ? 200 : 201, {
    content: entry ? describe(context, exchange, path, entry.sha) : null,
    commit: views.gitCommit(repository, commit),
  });
}

/** Files of a repository, its commits, and archives of both. */
export const contentRoutes: Routes = (router, context) => {
  const { hub, views } = context;
  const base = '/repos/:owner/:repo';
  router
    .on('GET', `${base}/contents`, exchange => read(context, exchange))
    .on('GET', `${base}/contents/*path`, exchange => read(context, exchange))
    .on('PUT', `${base}/contents/*path`, exchange =>
      write(context, exchange, false),
    )
    .on('DELETE', `${base}/contents/*path`, exchange =>
      write(context, exchange, true),
    )
    .on('GET', `${base}/readme`, exchange =>
      read(context, {
        ...exchange,
        params: { ...exchange.params, path: 'README.md' },
      }),
    )
    .on('GET', `${base}/commits`, exchange => {
      const repository = context.repository(exchange);
      const ref =
        exchange.url.searchParams.get('sha') ?? repository.defaultBranch;
      const commit = resolveRef(hub, repository, ref);
      if (!commit)
        throw Object.keys(repository.branches).length
          ? notFound()
          : new GitHubError(409, 'Git Repository is empty.');
      return json(
        200,
        hub.objects
          .history(commit.sha)
          .map(each => views.commit(repository, each)),
      );
    })
    .on('GET', `${base}/commits/*ref/status`, exchange => {
      const repository = context.repository(exchange);
      const commit = resolveRef(hub, repository, exchange.params.ref);
      if (!commit) throw notFound();
      return json(200, {
        state: 'success',
        statuses: [],
        sha: commit.sha,
        total_count: 0,
        repository: views.repository(repository),
      });
    })
    .on('GET', `${base}/commits/:sha/statuses`, exchange => {
      const { statuses } = context.repository(exchange);
      return json(
        200,
        statuses.filter(({ sha }) => sha === exchange.params.sha),
      );
    })
    .on('GET', `${base}/commits/*ref`, exchange => {
      const repository = context.repository(exchange);
      const commit = resolveRef(hub, repository, exchange.params.ref);
      if (!commit)
        throw new GitHubError(
          422,
          `No commit found for SHA: ${exchange.params.ref}`,
        );
      return json(200, views.commit(repository, commit));
    })
    .on('GET', `${base}/tarball/*ref`, exchange => {
      const repository = context.repository(exchange);
      const commit = resolveRef(hub, repository, exchange.params.ref);
      if (!commit) throw notFound();
      const root = `${repository.owner}-${repository.name}-${commit.sha.slice(
        0,
        7,
      )}`;
      return {
        status: 200,
        headers: { 'content-type': 'application/x-gzip' },
        body: tarball(hub.objects, commit.sha, root),
      };
    });
};
