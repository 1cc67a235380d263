import { createHash } from 'node:crypto';
import { Clock } from '../clock';
import {
  StoredBranch,
  StoredMergeRequest,
  StoredProject,
  StoredUser,
} from './model';

/** Everything that the stand-in's GitLab knows. Tests change it where the REST API has no way to. */
export class GitlabHub {
  readonly clock: Clock;
  readonly users: StoredUser[] = [];
  readonly projects: StoredProject[] = [];
  readonly #tokens = new Map<string, StoredUser>();
  #ids = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Ids are given in the order in which things are made, over all kinds of them. */
  nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  addUser(username: string, options: Partial<StoredUser> = {}): StoredUser {
    const user: StoredUser = {
      id: this.nextId(),
      username,
      bot: false,
      state: 'active',
      ...options,
    };
    this.users.push(user);
    return user;
  }

  addToken(token: string, user: StoredUser): void {
    this.#tokens.set(token, user);
  }

  userOf(token: string): StoredUser | undefined {
    return this.#tokens.get(token);
  }

  /** With a first commit, and its maker as Maintainer. */
  addProject(fullPath: string, maker: StoredUser): StoredProject {
    const project: StoredProject = {
      id: this.nextId(),
      fullPath,
      formerPaths: [],
      defaultBranch: 'main',
      archived: false,
      visibility: 'private',
      mergeRequestsFor: 'enabled',
      branches: new Map(),
      mergeRequests: new Map(),
      statuses: [],
      environments: [],
      deployments: [],
      members: new Map([[maker.id, 40]]),
    };
    this.projects.push(project);
    this.commit(project, 'main', new Map([['README.md', `# ${fullPath}\n`]]));
    return project;
  }

  /** GitLab does not tell names apart by their case. */
  projectOf(idOrPath: string): StoredProject | undefined {
    const wanted = idOrPath.toLowerCase();
    return (
      this.projects.find(
        ({ id, fullPath }) =>
          String(id) === wanted || fullPath.toLowerCase() === wanted,
      ) ?? this.projects.find(({ formerPaths }) => formerPaths.includes(wanted))
    );
  }

  /** Files without a text are removed. */
  commit(
    project: StoredProject,
    name: string,
    changes: Map<string, string | undefined>,
    from?: string,
  ): StoredBranch {
    const start = project.branches.get(from ?? name);
    const begun = new Map(start?.files);
    const files = new Map(begun);
    for (const [path, text] of changes) {
      if (text === undefined) files.delete(path);
      else files.set(path, text);
    }
    const sha = createHash('sha1')
      .update(`${project.id} ${name} ${this.nextId()}`)
      .digest('hex');
    const existing = project.branches.get(name);
    const branch = { sha, files, begun: existing?.begun ?? begun };
    project.branches.set(name, branch);
    this.#pushTo(project, name, sha);
    return branch;
  }

  touch(mergeRequest: StoredMergeRequest): void {
    mergeRequest.updatedAt = this.clock.now();
  }

  #pushTo(project: StoredProject, branch: string, sha: string): void {
    const all = this.projects.flatMap(({ mergeRequests }) => [
      ...mergeRequests.values(),
    ]);
    for (const mergeRequest of all) {
      const { source, sourceBranch, state } = mergeRequest;
      if (source !== project || sourceBranch !== branch) continue;
      if (state !== 'opened') continue;
      mergeRequest.sha = sha;
      this.touch(mergeRequest);
    }
  }
}
