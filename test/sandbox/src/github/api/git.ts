import { json } from '../../http';
import { deleteBranch, moveBranch, person, resolveRef } from '../branches';
import { Person, Tree } from '../gitObjects';
import { StoredRepository } from '../model';
import {
  ApiContext,
  bodyOf,
  GitHubError,
  notFound,
  Routes,
  validationFailed,
} from './context';

interface TreeItem {
  path: string;
  mode: string;
  sha?: string | null;
  content?: string;
}

const shortRef = (ref: string): string => ref.replace(/^(refs\/)?heads\//, '');

function refView(
  { views }: ApiContext,
  { owner, name }: StoredRepository,
  branch: string,
  sha: string,
) {
  const url = `${views.api}/repos/${owner}/${name}/git`;
  return {
    ref: `refs/heads/${branch}`,
    node_id: `REF_${branch}`,
    url: `${url}/refs/heads/${branch}`,
    object: { sha, type: 'commit', url: `${url}/commits/${sha}` },
  };
}

function treeView(
  { hub, views }: ApiContext,
  { owner, name }: StoredRepository,
  sha: string,
  tree: Tree,
) {
  const url = `${views.api}/repos/${owner}/${name}/git`;
  return {
    sha,
    url: `${url}/trees/${sha}`,
    truncated: false,
    tree: Object.entries(tree).map(([path, entry]) => ({
      path,
      mode: entry.mode,
      type: 'blob',
      sha: entry.sha,
      size: hub.objects.blob(entry.sha)?.length ?? 0,
      url: `${url}/blobs/${entry.sha}`,
    })),
  };
}

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

/** Blobs, trees, commits and refs: the git database. */
export const gitRoutes: Routes = (router, context) => {
  const { hub, views } = context;
  const base = '/repos/:owner/:repo/git';
  const branchRef = (repository: StoredRepository, ref: string): string => {
    const branch = shortRef(ref);
    if (!(branch in repository.branches)) throw notFound();
    return branch;
  };
  router
    .on('POST', `${base}/blobs`, exchange => {
      context.writable(exchange);
      const { content, encoding } = bodyOf(exchange);
      const sha = hub.objects.writeBlob(
        Buffer.from(String(content), encoding === 'base64' ? 'base64' : 'utf8'),
      );
      hub.touch();
      return json(201, {
        sha,
        url: `${views.api}/repos/${exchange.params.owner}/${exchange.params.repo}/git/blobs/${sha}`,
      });
    })
    .on('GET', `${base}/blobs/:sha`, exchange => {
      context.repository(exchange);
      const blob = hub.objects.blob(exchange.params.sha);
      if (!blob) throw notFound();
      return json(200, {
        sha: exchange.params.sha,
        size: blob.length,
        encoding: 'base64',
        content: blob.toString('base64'),
      });
    })
    .on('POST', `${base}/trees`, exchange => {
      const { repository } = context.writable(exchange);
      const { sha, tree } = writeTree(context, bodyOf(exchange));
      hub.touch();
      return json(201, treeView(context, repository, sha, tree));
    })
    .on('GET', `${base}/trees/*ref`, exchange => {
      const repository = context.repository(exchange);
      const { ref } = exchange.params;
      const sha = hub.objects.tree(ref)
        ? ref
        : resolveRef(hub, repository, ref)?.tree;
      const tree = sha && hub.objects.tree(sha);
      if (!tree) throw notFound();
      return json(200, treeView(context, repository, sha, tree));
    })
    .on('POST', `${base}/commits`, exchange => {
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
      return json(201, views.gitCommit(repository, commit));
    })
    .on('GET', `${base}/commits/:sha`, exchange => {
      const repository = context.repository(exchange);
      const commit = hub.objects.commit(exchange.params.sha);
      if (!commit) throw notFound();
      return json(200, views.gitCommit(repository, commit));
    })
    .on('GET', `${base}/ref/*ref`, exchange => {
      const repository = context.repository(exchange);
      const branch = branchRef(repository, exchange.params.ref);
      return json(
        200,
        refView(context, repository, branch, repository.branches[branch]),
      );
    })
    .on('POST', `${base}/refs`, async exchange => {
      const { repository, login } = context.writable(exchange);
      const { ref, sha } = bodyOf(exchange) as { ref: string; sha: string };
      const branch = shortRef(ref);
      if (branch in repository.branches)
        throw new GitHubError(422, 'Reference already exists');
      if (!hub.objects.commit(sha))
        throw new GitHubError(422, 'Object does not exist');
      await hub.publish(moveBranch(hub, repository, branch, sha, login));
      return json(201, refView(context, repository, branch, sha));
    })
    .on('PATCH', `${base}/refs/*ref`, async exchange => {
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
      return json(200, refView(context, repository, branch, sha));
    })
    .on('DELETE', `${base}/refs/*ref`, async exchange => {
      const { repository, login } = context.writable(exchange);
      const branch = shortRef(exchange.params.ref);
      if (!(branch in repository.branches))
        throw new GitHubError(422, 'Reference does not exist');
      await hub.publish(deleteBranch(hub, repository, branch, login));
      return { status: 204 };
    });
};
