import { deleteBranch, moveBranch, person, resolveRef } from '../branches';
import { Person, Tree } from '../gitObjects';
import { StoredRepository } from '../model';
import {
  ApiContext,
  bodyOf,
  GitHubError,
  notFound,
  validationFailed,
} from './context';
import { Routes } from './routes';

interface TreeItem {
  path: string;
  mode: string;
  sha?: string | null;
  content?: string;
}

const shortRef = (ref: string): string => ref.replace(/^(refs\/)?heads\//, '');

function writeTree(
  { hub }: ApiContext,
  body: Record<string, unknown>,
): { sha: string; tree: Tree } {
  const base =
    body.base_tree === undefined
      ? {}
      : hub.objects.tree(String(body.base_tree)) ??
        hub.objects.treeOf(String(body.base_tree));
  const tree: Tree = { ...base };
  for (const { path, mode, sha, content } of (body.tree ?? []) as TreeItem[]) {
    if (content !== undefined)
      tree[path] = { mode, sha: hub.objects.writeBlob(Buffer.from(content)) };
    else if (sha === null) delete tree[path];
    else if (sha && hub.objects.blob(sha)) tree[path] = { mode, sha };
    else
      throw validationFailed({
        resource: 'Tree',
        field: 'tree.sha',
        code: 'invalid',
      });
  }
  return { sha: hub.objects.writeTree(tree), tree };
}

function branchOf(repository: StoredRepository, ref: string): string {
  const branch = shortRef(ref);
  if (!(branch in repository.branches)) throw notFound();
  return branch;
}

/** Blobs, trees, commits and refs: the git database. */
export const gitRoutes: Routes = context => {
  const { hub, views } = context;
  const blobUrl = (repository: StoredRepository, sha: string): string =>
    `${views.repositories.url(repository)}/git/blobs/${sha}`;
  return {
    'POST /repos/{owner}/{repo}/git/blobs': exchange => {
      const { repository } = context.writable(exchange);
      const { content, encoding } = bodyOf(exchange);
      const sha = hub.objects.writeBlob(
        Buffer.from(String(content), encoding === 'base64' ? 'base64' : 'utf8'),
      );
      hub.touch();
      return { status: 201, body: { sha, url: blobUrl(repository, sha) } };
    },
    'GET /repos/{owner}/{repo}/git/blobs/{file_sha}': exchange => {
      const repository = context.repository(exchange);
      const sha = exchange.params.file_sha;
      const blob = hub.objects.blob(sha);
      if (!blob) throw notFound();
      return {
        status: 200,
        body: {
          sha,
          node_id: `B_${sha}`,
          url: blobUrl(repository, sha),
          size: blob.length,
          encoding: 'base64',
          content: blob.toString('base64'),
        },
      };
    },
    'POST /repos/{owner}/{repo}/git/trees': exchange => {
      const { repository } = context.writable(exchange);
      const { sha, tree } = writeTree(context, bodyOf(exchange));
      hub.touch();
      return { status: 201, body: views.commits.tree(repository, sha, tree) };
    },
    'GET /repos/{owner}/{repo}/git/trees/{tree_sha}': exchange => {
      const repository = context.repository(exchange);
      const ref = exchange.params.tree_sha;
      const sha = hub.objects.tree(ref)
        ? ref
        : resolveRef(hub, repository, ref)?.tree;
      const tree = sha && hub.objects.tree(sha);
      if (!tree) throw notFound();
      return { status: 200, body: views.commits.tree(repository, sha, tree) };
    },
    'POST /repos/{owner}/{repo}/git/commits': exchange => {
      const { repository, login } = context.writable(exchange);
      const body = bodyOf(exchange);
      const tree = String(body.tree);
      const parents = (body.parents ?? []) as string[];
      if (!hub.objects.tree(tree))
        throw new GitHubError(422, 'Tree SHA does not exist');
      if (parents.some(parent => !hub.objects.commit(parent)))
        throw new GitHubError(
          422,
          'Parent SHA does not exist or is not a commit object',
        );
      const author = {
        ...person(hub, login),
        ...(body.author as Partial<Person> | undefined),
      };
      const committer = {
        ...author,
        ...(body.committer as Partial<Person> | undefined),
      };
      const commit = hub.objects.writeCommit({
        tree,
        parents,
        message: String(body.message),
        author,
        committer,
      });
      hub.touch();
      return { status: 201, body: views.commits.inGit(repository, commit) };
    },
    'GET /repos/{owner}/{repo}/git/commits/{commit_sha}': exchange => {
      const repository = context.repository(exchange);
      const commit = hub.objects.commit(exchange.params.commit_sha);
      if (!commit) throw notFound();
      return { status: 200, body: views.commits.inGit(repository, commit) };
    },
    'GET /repos/{owner}/{repo}/git/ref/{ref}': exchange => {
      const repository = context.repository(exchange);
      const branch = branchOf(repository, exchange.params.ref);
      const sha = repository.branches[branch];
      return { status: 200, body: views.commits.ref(repository, branch, sha) };
    },
    'POST /repos/{owner}/{repo}/git/refs': async exchange => {
      const { repository, login } = context.writable(exchange);
      const { ref, sha } = bodyOf(exchange) as { ref: string; sha: string };
      const branch = shortRef(ref);
      if (branch in repository.branches)
        throw new GitHubError(422, 'Reference already exists');
      if (!hub.objects.commit(sha))
        throw new GitHubError(422, 'Object does not exist');
      await hub.publish(moveBranch(hub, repository, branch, sha, login));
      return { status: 201, body: views.commits.ref(repository, branch, sha) };
    },
    'PATCH /repos/{owner}/{repo}/git/refs/{ref}': async exchange => {
      const { repository, login } = context.writable(exchange);
      const branch = shortRef(exchange.params.ref);
      const { sha, force } = bodyOf(exchange) as {
        sha: string;
        force?: boolean;
      };
      if (!(branch in repository.branches))
        throw new GitHubError(422, 'Reference does not exist');
      if (!hub.objects.commit(sha))
        throw new GitHubError(422, 'Object does not exist');
      const forward = hub.objects
        .history(sha)
        .some(commit => commit.sha === repository.branches[branch]);
      if (!force && !forward)
        throw new GitHubError(422, 'Update is not a fast forward');
      await hub.publish(moveBranch(hub, repository, branch, sha, login));
      return { status: 200, body: views.commits.ref(repository, branch, sha) };
    },
    'DELETE /repos/{owner}/{repo}/git/refs/{ref}': async exchange => {
      const { repository, login } = context.writable(exchange);
      const branch = shortRef(exchange.params.ref);
      if (!(branch in repository.branches))
        throw new GitHubError(422, 'Reference does not exist');
      await hub.publish(deleteBranch(hub, repository, branch, login));
      return { status: 204 };
    },
  };
};
