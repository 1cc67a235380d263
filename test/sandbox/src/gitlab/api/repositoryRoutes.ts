import { createHash } from 'node:crypto';
import { created, invalid, nothing, notFound, textOf } from '../answers';
import { StoredProject } from '../model';
import { Route } from './Route';

/** Files, branches and commits. */
export const repositoryRoutes: Route[] = [
  {
    pattern: 'GET /repository/files/:path',
    answer({ project }, { parts: [path], query }) {
      const name = branchOf(project, query.get('ref') ?? '');
      const branch = project.branches.get(name);
      if (!branch) return notFound('Commit');
      const text = branch.files.get(path);
      if (text === undefined) return notFound('File');
      return {
        file_name: path.split('/').at(-1),
        file_path: path,
        size: Buffer.byteLength(text),
        encoding: 'base64',
        content: Buffer.from(text).toString('base64'),
        ref: name,
        blob_id: createHash('sha1').update(text).digest('hex'),
      };
    },
  },
  ...(['POST', 'PUT', 'DELETE'] as const).map(
    (method): Route => ({
      pattern: `${method} /repository/files/:path`,
      answer({ hub, project }, { parts: [path], query, body }) {
        const name = textOf(body, 'branch') ?? query.get('branch') ?? '';
        const exists = project.branches.get(name)?.files.has(path) ?? false;
        if (exists === (method === 'POST'))
          return invalid(
            exists
              ? 'A file with this name already exists'
              : "A file with this name doesn't exist",
          );
        const text =
          method === 'DELETE' ? undefined : textOf(body, 'content') ?? '';
        hub.commit(project, name, new Map([[path, text]]));
        if (method === 'DELETE') return nothing;
        return { file_path: path, branch: name };
      },
    }),
  ),
  {
    pattern: 'POST /repository/branches',
    answer({ project, views }, { body }) {
      const name = textOf(body, 'branch') ?? '';
      const from = project.branches.get(textOf(body, 'ref') ?? '');
      if (!from) return invalid('Invalid reference name');
      const files = new Map(from.files);
      project.branches.set(name, { ...from, files, begun: new Map(files) });
      return created(views.branch(project, name, from.sha));
    },
  },
  {
    pattern: 'GET /repository/branches/:name',
    answer({ project, views }, { parts: [name] }) {
      const branch = project.branches.get(name);
      return branch
        ? views.branch(project, name, branch.sha)
        : notFound('Branch');
    },
  },
  {
    pattern: 'DELETE /repository/branches/:name',
    answer({ project }, { parts: [name] }) {
      return project.branches.delete(name) ? nothing : notFound('Branch');
    },
  },
  {
    pattern: 'POST /repository/commits',
    answer({ hub, project }, { body }) {
      const branch = textOf(body, 'branch') ?? '';
      const actions = body.actions as {
        file_path: string;
        content?: string;
      }[];
      const changes = new Map(
        actions.map(action => [action.file_path, action.content] as const),
      );
      const { sha } = hub.commit(project, branch, changes);
      return created({ id: sha });
    },
  },
];

function branchOf({ defaultBranch }: StoredProject, ref: string): string {
  return ref === 'HEAD' ? defaultBranch : ref;
}
