import { randomBytes } from 'node:crypto';
import { addresses } from './addresses';

/** A pull request as its page can't make it: by somebody else, from elsewhere, without a label. By the sandbox's own way of making things happen. */
export class RemotePullRequest {
  readonly title: string;
  readonly #repository: string;
  readonly #number: number;
  readonly #kind: object;

  private constructor(
    place: { repository: string; number: number; title: string },
    kind: object,
  ) {
    this.title = place.title;
    this.#repository = place.repository;
    this.#number = place.number;
    this.#kind = kind;
  }

  /** From a fork of somebody without any right in the repository. */
  static fromFork(place: {
    repository: string;
    number: number;
    title: string;
  }): RemotePullRequest {
    const user = 'mallory';
    return new RemotePullRequest(place, {
      user,
      fork: `${user}/${place.repository}`,
      labels: ['preview'],
    });
  }

  /** Of somebody who may write and has asked for nothing. */
  static withoutLabel(place: {
    repository: string;
    number: number;
    title: string;
  }): RemotePullRequest {
    return new RemotePullRequest(place, { user: 'octo', labels: [] });
  }

  get previewId(): string {
    return `${this.#repository}-pr-${this.#number}`;
  }

  /** Opens it, or pushes to it, and answers with the commit. */
  async push(): Promise<string> {
    const sha = randomBytes(20).toString('hex');
    await this.#put({ sha });
    return sha;
  }

  async close(): Promise<void> {
    await this.#put({ state: 'closed' });
  }

  /** Comments as the sandbox's one user, who may write. */
  async comment(body: string): Promise<void> {
    await this.#send(
      `/api/v3/repos/acme/${this.#repository}/issues/${this.#number}/comments`,
      { method: 'POST', body: JSON.stringify({ body }) },
    );
  }

  async #put(change: object): Promise<void> {
    await this.#send(
      `/_/repos/acme/${this.#repository}/pulls/${this.#number}`,
      {
        method: 'PUT',
        body: JSON.stringify({ title: this.title, ...this.#kind, ...change }),
      },
    );
  }

  async #send(path: string, request: RequestInit): Promise<void> {
    const response = await fetch(addresses().github + path, {
      headers: { authorization: 'Bearer sandbox' },
      ...request,
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  }
}
