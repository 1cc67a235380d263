import { randomBytes } from 'node:crypto';

/** Where a repository for one scenario is made, and with whose rights. */
export interface GithubAccess {
  /** `http://localhost:7008/api/v3` */
  apiBaseUrl: string;
  token: string;
  owner: string;
}

interface Answer {
  status: number;
  body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- whatever GitHub answers, of which a scenario reads a field or two
}

/** What people do at GitHub, by its REST API: the stand-in's and the real one's alike. */
export class GithubPeople {
  readonly name = `contract-${randomBytes(4).toString('hex')}`;
  readonly #access: GithubAccess;

  constructor(access: GithubAccess) {
    this.#access = access;
  }

  /** Makes the repository, with a first commit. */
  async begin(): Promise<void> {
    await this.#send('POST', `/orgs/${this.#access.owner}/repos`, {
      name: this.name,
    });
    await this.writeFile('README.md', 'A repository for one scenario.\n');
  }

  async writeFile(path: string, text: string): Promise<void> {
    await this.#put(path, text, await this.#defaultBranch());
  }

  async removeFile(path: string): Promise<void> {
    const branch = await this.#defaultBranch();
    const sha = await this.#shaOf(path, branch);
    const message = `Remove ${path}`;
    await this.#send('DELETE', this.#contents(path), { message, sha, branch });
  }

  async open(options: {
    title: string;
    description?: string;
    branch: string;
    draft?: boolean;
    labels?: string[];
    files: Record<string, string>;
  }): Promise<{ number: number; headSha: string }> {
    const { title, description, branch, labels, files } = options;
    const { draft = false } = options;
    const base = await this.#defaultBranch();
    await this.#branchOff(branch, base);
    for (const [path, text] of Object.entries(files)) {
      await this.#put(path, text, branch);
    }
    const opened = await this.#send('POST', this.#path('/pulls'), {
      title,
      body: description,
      head: branch,
      base,
      draft,
    });
    const { number, head } = opened.body;
    if (labels) {
      const path = this.#path(`/issues/${number}/labels`);
      await this.#send('POST', path, { labels });
    }
    return { number, headSha: head.sha };
  }

  async push(number: number, files: Record<string, string>): Promise<string> {
    const pull = this.#path(`/pulls/${number}`);
    const { body } = await this.#send('GET', pull);
    for (const [path, text] of Object.entries(files)) {
      await this.#put(path, text, body.head.ref);
    }
    const pushed = await this.#send('GET', pull);
    return pushed.body.head.sha;
  }

  async pushBranch(
    branch: string,
    files: Record<string, string>,
  ): Promise<string> {
    const head = this.#path(`/git/ref/heads/${branch}`);
    if ((await this.#ask('GET', head)).status === 404)
      await this.#branchOff(branch, await this.#defaultBranch());
    for (const [path, text] of Object.entries(files))
      await this.#put(path, text, branch);
    return (await this.#send('GET', head)).body.object.sha;
  }

  async removeBranch(branch: string): Promise<void> {
    await this.#send('DELETE', this.#path(`/git/refs/heads/${branch}`));
  }

  async show(to: 'everybody' | 'members'): Promise<void> {
    await this.#send('PATCH', this.#path(''), { private: to === 'members' });
  }

  async close(number: number): Promise<void> {
    const state = 'closed';
    await this.#send('PATCH', this.#path(`/pulls/${number}`), { state });
  }

  async reopen(number: number): Promise<void> {
    const state = 'open';
    await this.#send('PATCH', this.#path(`/pulls/${number}`), { state });
  }

  async comments(number: number): Promise<{ id: string; body: string }[]> {
    const path = this.#path(`/issues/${number}/comments`);
    const { body } = await this.#send('GET', path);
    return body.map((comment: { id: number; body: string }) => ({
      id: String(comment.id),
      body: comment.body,
    }));
  }

  async comment(number: number, body: string): Promise<string> {
    const path = this.#path(`/issues/${number}/comments`);
    const written = await this.#send('POST', path, { body });
    return String(written.body.id);
  }

  /** Of whoever has the token, who does all of this. */
  async login(): Promise<string> {
    return (await this.#send('GET', '/user')).body.login;
  }

  async reactions(commentId: string): Promise<string[]> {
    const path = this.#path(`/issues/comments/${commentId}/reactions`);
    const { body } = await this.#send('GET', path);
    return body.map(({ content }: { content: string }) => content);
  }

  async deployments(sha: string): Promise<{ state: string; url: string }[]> {
    const query = `?sha=${sha}`;
    const { body } = await this.#send(
      'GET',
      this.#path('/deployments') + query,
    );
    const oldestFirst = [...body].sort((one, other) => one.id - other.id);
    return Promise.all(
      oldestFirst.map(async ({ id }) => {
        const path = this.#path(`/deployments/${id}/statuses`);
        const said = await this.#send('GET', path);
        const [last] = said.body;
        return { state: last.state, url: last.environment_url };
      }),
    );
  }

  async statuses(sha: string): Promise<Record<string, string>> {
    const path = this.#path(`/commits/${sha}/statuses`);
    const { body } = await this.#send('GET', path);
    const newestLast = [...body].reverse();
    return Object.fromEntries(
      newestLast.map(({ context, state }) => [context, state]),
    );
  }

  async removeComment(id: string): Promise<void> {
    await this.#send('DELETE', this.#path(`/issues/comments/${id}`));
  }

  async #branchOff(branch: string, base: string): Promise<void> {
    const from = await this.#send('GET', this.#path(`/git/ref/heads/${base}`));
    await this.#send('POST', this.#path('/git/refs'), {
      ref: `refs/heads/${branch}`,
      sha: from.body.object.sha,
    });
  }

  async #put(path: string, text: string, branch: string): Promise<void> {
    await this.#send('PUT', this.#contents(path), {
      message: `Write ${path}`,
      content: Buffer.from(text).toString('base64'),
      branch,
      sha: await this.#shaOf(path, branch),
    });
  }

  async #shaOf(path: string, branch: string): Promise<string | undefined> {
    const query = `?ref=${encodeURIComponent(branch)}`;
    const answer = await this.#ask('GET', this.#contents(path) + query);
    return answer.status === 200 ? answer.body.sha : undefined;
  }

  async #defaultBranch(): Promise<string> {
    const { body } = await this.#send('GET', this.#path(''));
    return body.default_branch;
  }

  #path(rest: string): string {
    return `/repos/${this.#access.owner}/${this.name}${rest}`;
  }

  #contents(path: string): string {
    const encoded = path.split('/').map(encodeURIComponent).join('/');
    return this.#path(`/contents/${encoded}`);
  }

  async #send(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await this.#ask(method, path, body);
    if (answer.status < 300) return answer;
    const said = JSON.stringify(answer.body);
    throw new Error(`${method} ${path}: ${answer.status} ${said}`);
  }

  async #ask(method: string, path: string, body?: object): Promise<Answer> {
    const { apiBaseUrl, token } = this.#access;
    const answer = await fetch(apiBaseUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: text && JSON.parse(text) };
  }
}
