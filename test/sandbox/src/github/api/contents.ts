import { Exchange } from '../../http';
import { commitFiles, resolveRef } from '../branches';
import { StoredRepository } from '../model';
import { Schema } from '../published';
import { tarball } from '../tarball';
import { ApiContext, bodyOf, GitHubError, notFound } from './context';
import { FileAnswer, Routes } from './routes';

const wantsRaw = ({ headers }: Exchange): boolean =>
  /application\/vnd\.github(\.v3)?\.raw/.test(headers.accept ?? '');

function directory(
  { hub, views }: ApiContext,
  repository: StoredRepository,
  commit: string,
  path: string,
): Schema<'content-directory'> {
  const prefix = path ? `${path}/` : '';
  const below = Object.entries(hub.objects.treeOf(commit)).filter(([file]) =>
    file.startsWith(prefix),
  );
  if (!below.length) throw notFound();
  const isDirect = ([file]: [string, unknown]) =>
    !file.slice(prefix.length).includes('/');
  const folders = new Set(
    below
      .filter(entry => !isDirect(entry))
      .map(([file]) => file.slice(prefix.length).split('/')[0]),
  );
  return [
    ...[...folders].map(name =>
      views.commits.entry(repository, {
        type: 'dir',
        path: prefix + name,
        // Nobody here reads folders by their hash.
        sha: commit,
      }),
    ),
    ...below
      .filter(isDirect)
      .map(([file, { sha }]) =>
        views.commits.entry(repository, { type: 'file', path: file, sha }),
      ),
  ];
}

/** The commit that a request reads from. */
function commitRead(
  { hub }: ApiContext,
  exchange: Exchange,
  repository: StoredRepository,
): string {
  const ref = exchange.url.searchParams.get('ref') ?? repository.defaultBranch;
  const commit = resolveRef(hub, repository, ref);
  if (!commit) throw new GitHubError(404, `No commit found for the ref ${ref}`);
  return commit.sha;
}

/** A file with its content, or as it is. Undefined when there is none. */
function fileAt(
  { hub, views }: ApiContext,
  exchange: Exchange,
  at: { repository: StoredRepository; commit: string; path: string },
): FileAnswer | { status: 200; body: Schema<'content-file'> } | undefined {
  const { repository, commit, path } = at;
  const sha = hub.objects.treeOf(commit)[path]?.sha;
  const file = sha && hub.objects.blob(sha);
  if (!file) return undefined;
  if (wantsRaw(exchange)) {
    const contentType = 'application/vnd.github.v3.raw; charset=utf-8';
    return { status: 200, file, contentType };
  }
  // GitHub breaks base64 into lines, which a client has to expect.
  const encoded = file.toString('base64').replace(/.{60}/g, '$&\n');
  return {
    status: 200,
    body: {
      ...views.commits.entry(repository, { type: 'file', path, sha }),
      type: 'file',
      encoding: 'base64',
      content: `${encoded}\n`,
    },
  };
}

async function write(
  context: ApiContext,
  exchange: Exchange,
  removing: boolean,
): Promise<{ isNew: boolean; body: Schema<'file-commit'> }> {
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
  const sha = hub.objects.treeOf(commit.sha)[path]?.sha;
  const content = sha
    ? {
        ...views.commits.entry(repository, { type: 'file', path, sha }),
        download_url: undefined,
      }
    : null;
  return {
    isNew: !before,
    body: { content, commit: views.commits.inGit(repository, commit) },
  };
}

/** Files of a repository, its commits, and archives of both. */
export const contentRoutes: Routes = context => {
  const { hub, views } = context;
  const commitAt = (exchange: Exchange) => {
    const repository = context.repository(exchange);
    const commit = resolveRef(hub, repository, exchange.params.ref);
    return { repository, commit };
  };
  return {
    'GET /repos/{owner}/{repo}/contents/{path}': exchange => {
      const repository = context.repository(exchange);
      const commit = commitRead(context, exchange, repository);
      const path = exchange.params.path.replace(/\/$/, '');
      return (
        fileAt(context, exchange, { repository, commit, path }) ?? {
          status: 200,
          body: directory(context, repository, commit, path),
        }
      );
    },
    'PUT /repos/{owner}/{repo}/contents/{path}': async exchange => {
      const { isNew, body } = await write(context, exchange, false);
      return isNew ? { status: 201, body } : { status: 200, body };
    },
    'DELETE /repos/{owner}/{repo}/contents/{path}': async exchange => {
      const { body } = await write(context, exchange, true);
      return { status: 200, body };
    },
    'GET /repos/{owner}/{repo}/readme': exchange => {
      const repository = context.repository(exchange);
      const commit = commitRead(context, exchange, repository);
      const path = 'README.md';
      const answer = fileAt(context, exchange, { repository, commit, path });
      if (!answer) throw notFound();
      return answer;
    },
    'GET /repos/{owner}/{repo}/commits': exchange => {
      const repository = context.repository(exchange);
      const ref =
        exchange.url.searchParams.get('sha') ?? repository.defaultBranch;
      const commit = resolveRef(hub, repository, ref);
      if (!commit)
        throw Object.keys(repository.branches).length
          ? notFound()
          : new GitHubError(409, 'Git Repository is empty.');
      return {
        status: 200,
        body: hub.objects
          .history(commit.sha)
          .map(each => views.commits.show(repository, each)),
      };
    },
    'GET /repos/{owner}/{repo}/commits/{ref}': exchange => {
      const { repository, commit } = commitAt(exchange);
      if (!commit)
        throw new GitHubError(
          422,
          `No commit found for SHA: ${exchange.params.ref}`,
        );
      return { status: 200, body: views.commits.show(repository, commit) };
    },
    'GET /repos/{owner}/{repo}/tarball/{ref}': exchange => {
      const { repository, commit } = commitAt(exchange);
      if (!commit) throw notFound();
      const { owner, name } = repository;
      const root = `${owner}-${name}-${commit.sha.slice(0, 7)}`;
      return {
        status: 200,
        file: tarball(hub.objects, commit.sha, root),
        contentType: 'application/x-gzip',
      };
    },
  };
};
