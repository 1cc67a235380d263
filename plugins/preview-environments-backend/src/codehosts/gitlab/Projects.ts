import {
  RefusedError,
  Repository,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { GitlabClient } from './GitlabClient';
import { fullPathOf, namesIn } from './GitlabConnections';

const purpose = { doing: 'read the project', role: 'Reporter' as const };

/** How long a project is believed to have the same id, default branch, name and visibility. Answers about its merge requests name none of these. */
const believedFor = 5 * 60_000;

/** The branch that GitLab makes with the first commit, for projects that have none yet. */
const firstBranch = 'main';

const projectSchema = z.object({
  id: z.number().int().positive(),
  path_with_namespace: z.string(),
  // Left out for those who may not read the code.
  default_branch: z.string().nullish(),
  empty_repo: z.boolean().optional(),
  archived: z.boolean().optional(),
  visibility: z.string().optional(),
  // Of a public project, too, they may be for its members only.
  merge_requests_access_level: z.string().optional(),
});

/** A project with what only requests need. */
export interface Project extends Repository {
  /** `/projects/7`: the name may be another one meanwhile, the number stays. */
  path: string;
  /** Without any commit. */
  empty: boolean;
}

/** What helps when a project is not shown, by how we signed in. */
const cures = {
  token:
    'to our token. Check the name, and give the owner of the token the role Reporter there',
  none: 'without signing in. Check the name, and set a token under integrations.gitlab',
};

/** The projects that repositories are on GitLab. Whatever is asked about one is asked by its number, which survives renames and transfers. */
export class Projects {
  readonly #client: GitlabClient;
  readonly #now: () => Date;
  readonly #known = new LRUCache<string, { project: Project; readAt: number }>({
    max: 10_000,
  });

  constructor(client: GitlabClient, now: () => Date) {
    this.#client = client;
    this.#now = now;
  }

  /** As it is now. Throws a RefusedError for one that does not exist, or not for us. */
  async read(repository: RepositoryRef): Promise<Project> {
    const project = await this.#find(repository);
    if (project) return project;
    const { kind } = this.#client.connections.identify(repository);
    throw new RefusedError(
      `project ${fullPathOf(repository)} cannot be read: ${
        repository.host
      } does not show it ${cures[kind]}`,
    );
  }

  /** As it was a few minutes ago at most. Throws as `read` does. */
  async of(repository: RepositoryRef): Promise<Project> {
    return this.#remembered(repository) ?? this.read(repository);
  }

  /** As `of`; undefined when it does not exist, or not for us. */
  async ifShown(repository: RepositoryRef): Promise<Project | undefined> {
    return this.#remembered(repository) ?? this.#find(repository);
  }

  forget(repository: RepositoryRef): void {
    this.#known.delete(keyOf(repository));
  }

  #remembered(repository: RepositoryRef): Project | undefined {
    const known = this.#known.get(keyOf(repository));
    const age = this.#now().getTime() - (known?.readAt ?? 0);
    return known && age < believedFor ? known.project : undefined;
  }

  async #find(repository: RepositoryRef): Promise<Project | undefined> {
    const answered = await this.#client.read(
      {
        repository,
        path: `/projects/${encodeURIComponent(fullPathOf(repository))}`,
        purpose,
      },
      projectSchema,
    );
    if (!answered) {
      this.forget(repository);
      return undefined;
    }
    const project = toProject(repository, answered);
    const readAt = this.#now().getTime();
    this.#known.set(keyOf(repository), { project, readAt });
    return project;
  }
}

function toProject(
  repository: RepositoryRef,
  answered: z.infer<typeof projectSchema>,
): Project {
  const { host } = repository;
  const { id, path_with_namespace: fullPath, archived } = answered;
  const empty = answered.empty_repo ?? false;
  const defaultBranch =
    answered.default_branch ?? (empty ? firstBranch : undefined);
  if (!defaultBranch)
    throw new RefusedError(
      `${host} does not let us read the code of ${fullPath}: give the owner of the token of integrations.gitlab the role Reporter there`,
    );
  return {
    host,
    ...namesIn(fullPath),
    id: String(id),
    defaultBranch,
    ...(archived ? { archived: true } : {}),
    ...(isPublic(answered) ? { public: true } : {}),
    path: `/projects/${id}`,
    empty,
  };
}

function isPublic({
  visibility,
  merge_requests_access_level: shownTo = 'enabled',
}: z.infer<typeof projectSchema>): boolean {
  return visibility === 'public' && shownTo === 'enabled';
}

/** A project without what only requests need. */
export function repositoryOf({
  path: _path,
  empty: _empty,
  ...repository
}: Project): Repository {
  return { ...repository, changeKind: 'merge-request' };
}

/** GitLab does not tell names apart by their case. */
function keyOf({ host, owner, name }: RepositoryRef): string {
  return `${host}/${owner}/${name}`.toLowerCase();
}
