import { randomBytes } from 'node:crypto';

/** Where a project for one scenario is made, and with whose rights. */
export interface GitlabAccess {
  /** `https://gitlab.com/api/v4` */
  apiBaseUrl: string;
  token: string;
  /** A group, with its groups: `acme/shop`. */
  group: string;
  fetch?: typeof fetch;
}

type Fields = Record<string, unknown>;

/** What people do at GitLab, by its REST API: the stand-in's and the real one's alike. */
export class GitlabPeople {
  readonly name = `contract-${randomBytes(4).toString('hex')}`;
  readonly #access: GitlabAccess;
  #path = '';

  constructor(access: GitlabAccess) {
    this.#access = access;
  }

  /** Makes the project, with a first commit. */
  async begin(): Promise<void> {
    const group = encodeURIComponent(this.#access.group);
    const namespace = await this.#send('GET', `/namespaces/${group}`);
    const project = await this.#send('POST', '/projects', {
      name: this.name,
      path: this.name,
      namespace_id: namespace.id,
      initialize_with_readme: true,
    });
    this.#path = `/projects/${project.id}`;
  }

  async writeFile(path: string, text: string): Promise<void> {
    const branch = await this.#defaultBranch();
    const file = `${this.#path}/repository/files/${encodeURIComponent(path)}`;
    const known = await this.#ask('GET', `${file}?ref=${branch}`);
    await this.#send(known.status === 200 ? 'PUT' : 'POST', file, {
      branch,
      content: text,
      commit_message: `Write ${path}`,
    });
  }

  async removeFile(path: string): Promise<void> {
    const file = `${this.#path}/repository/files/${encodeURIComponent(path)}`;
    await this.#send('DELETE', file, {
      branch: await this.#defaultBranch(),
      commit_message: `Remove ${path}`,
    });
  }

  async open(options: {
    title: string;
    description?: string;
    branch: string;
    draft?: boolean;
    labels?: string[];
    files: Record<string, string>;
  }): Promise<{ number: number; headSha: string }> {
    const { title, description, branch, files } = options;
    const { draft = false, labels = [] } = options;
    const base = await this.#defaultBranch();
    await this.#branchOff(branch, base);
    await this.#commit(branch, files);
    const opened = await this.#send('POST', `${this.#path}/merge_requests`, {
      // So do people say that it is one.
      title: draft ? `Draft: ${title}` : title,
      description,
      source_branch: branch,
      target_branch: base,
      labels: labels.join(','),
    });
    return { number: Number(opened.iid), headSha: String(opened.sha) };
  }

  async push(number: number, files: Record<string, string>): Promise<string> {
    const { source_branch: branch } = await this.#mergeRequest(number);
    return this.#commit(String(branch), files);
  }

  async pushBranch(
    branch: string,
    files: Record<string, string>,
  ): Promise<string> {
    const known = await this.#ask('GET', this.#branch(branch));
    if (known.status === 404)
      await this.#branchOff(branch, await this.#defaultBranch());
    return this.#commit(branch, files);
  }

  async removeBranch(branch: string): Promise<void> {
    await this.#send('DELETE', this.#branch(branch));
  }

  async show(to: 'everybody' | 'members'): Promise<void> {
    await this.#send('PUT', this.#path, {
      visibility: to === 'everybody' ? 'public' : 'private',
    });
  }

  async close(number: number): Promise<void> {
    await this.#change(number, 'close');
  }

  async reopen(number: number): Promise<void> {
    await this.#change(number, 'reopen');
  }

  async comments(number: number): Promise<{ id: string; body: string }[]> {
    const notes = await this.#list(`${this.#notes(number)}?sort=asc`);
    return notes
      .filter(({ system }) => !system)
      .map(({ id, body }) => ({ id: String(id), body: String(body) }));
  }

  async comment(number: number, body: string): Promise<string> {
    const { id } = await this.#send('POST', this.#notes(number), { body });
    return String(id);
  }

  async removeComment(id: string): Promise<void> {
    const path = await this.#noteOf(id);
    await this.#send('DELETE', path);
  }

  /** Of whoever has the token, who does all of this. */
  async login(): Promise<string> {
    return String((await this.#send('GET', '/user')).username);
  }

  async reactions(commentId: string): Promise<string[]> {
    const path = await this.#noteOf(commentId);
    const awards = await this.#list(`${path}/award_emoji`);
    return awards.map(({ name }) => String(name));
  }

  /** An environment that was stopped has no deployment that is active. */
  async deployments(sha: string): Promise<{ state: string; url: string }[]> {
    const query = '?order_by=id&sort=asc';
    const all = await this.#list(`${this.#path}/deployments${query}`);
    const environments = await this.#list(`${this.#path}/environments`);
    return all
      .filter(deployment => deployment.sha === sha)
      .map(({ status, environment }) => {
        const { id } = environment as Fields;
        const its = environments.find(one => one.id === id);
        const isOver = its?.state === 'stopped';
        return {
          state: isOver ? 'inactive' : String(status),
          url: String(its?.external_url),
        };
      });
  }

  /** The last one of each name, in the words of the contract. */
  async statuses(sha: string): Promise<Record<string, string>> {
    const path = `${this.#path}/repository/commits/${sha}/statuses`;
    const all = await this.#list(path);
    const oldestFirst = [...all].sort(
      (one, other) => Number(one.id) - Number(other.id),
    );
    return Object.fromEntries(
      oldestFirst.map(({ name, status }) => [
        String(name),
        status === 'failed' ? 'failure' : String(status),
      ]),
    );
  }

  async #branchOff(branch: string, base: string): Promise<void> {
    const path = `${this.#path}/repository/branches`;
    await this.#send('POST', path, { branch, ref: base });
  }

  #branch(name: string): string {
    return `${this.#path}/repository/branches/${encodeURIComponent(name)}`;
  }

  async #commit(branch: string, files: Record<string, string>) {
    const commits = `${this.#path}/repository/commits`;
    const actions = await Promise.all(
      Object.entries(files).map(async ([path, content]) => {
        const encoded = encodeURIComponent(path);
        const known = await this.#ask(
          'GET',
          `${this.#path}/repository/files/${encoded}?ref=${branch}`,
        );
        const action = known.status === 200 ? 'update' : 'create';
        return { action, file_path: path, content };
      }),
    );
    const { id } = await this.#send('POST', commits, {
      branch,
      commit_message: 'Change files',
      actions,
    });
    return String(id);
  }

  async #change(number: number, event: 'close' | 'reopen'): Promise<void> {
    const path = `${this.#path}/merge_requests/${number}`;
    await this.#send('PUT', path, { state_event: event });
  }

  async #mergeRequest(number: number): Promise<Fields> {
    return this.#send('GET', `${this.#path}/merge_requests/${number}`);
  }

  /** Notes are found under their merge request only. */
  async #noteOf(id: string): Promise<string> {
    const all = await this.#list(`${this.#path}/merge_requests?state=all`);
    for (const { iid } of all) {
      const path = `${this.#notes(Number(iid))}/${id}`;
      if ((await this.#ask('GET', path)).status === 200) return path;
    }
    throw new Error(`There is no note ${id}`);
  }

  #notes(number: number): string {
    return `${this.#path}/merge_requests/${number}/notes`;
  }

  async #defaultBranch(): Promise<string> {
    return String((await this.#send('GET', this.#path)).default_branch);
  }

  async #list(path: string): Promise<Fields[]> {
    const { body } = await this.#ask('GET', path);
    return body as Fields[];
  }

  async #send(method: string, path: string, body?: object): Promise<Fields> {
    const answer = await this.#ask(method, path, body);
    if (answer.status < 300) return answer.body as Fields;
    const said = JSON.stringify(answer.body);
    throw new Error(`${method} ${path}: ${answer.status} ${said}`);
  }

  async #ask(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: unknown }> {
    const { apiBaseUrl, token, fetch: ask = fetch } = this.#access;
    const answer = await ask(apiBaseUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: text ? JSON.parse(text) : {},
    };
  }
}
