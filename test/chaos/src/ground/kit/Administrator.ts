import { setTimeout as pause } from 'node:timers/promises';
import { ApiBody, ApiRequest, KubernetesApi } from './parts';

/** Milliseconds; the API server is killed now and then, and is back within it. */
const patience = 90_000;
const pollMilliseconds = 250;

/** Asks the API server for what a run needs to do and see, whatever becomes of the server meanwhile. */
export class Administrator {
  readonly #api: KubernetesApi;

  constructor(api: KubernetesApi) {
    this.#api = api;
  }

  async list(path: string): Promise<ApiBody> {
    return this.send({ method: 'GET', path });
  }

  /** Changes what it says, and nothing else; undefined when there is no such object. */
  async merge(path: string, body: object): Promise<ApiBody | undefined> {
    return this.#orGone({
      method: 'PATCH',
      path,
      body,
      contentType: 'application/merge-patch+json',
    });
  }

  /** Undefined when its place is gone, or going. */
  async create(path: string, body: object): Promise<ApiBody | undefined> {
    return this.#orGone({ method: 'POST', path, body });
  }

  /** Undefined when it was gone before. */
  async remove(path: string): Promise<ApiBody | undefined> {
    return this.#orGone({ method: 'DELETE', path });
  }

  /** Whether it answers that it is ready. */
  async isReady(): Promise<boolean> {
    const answer = await this.#api
      .send({ method: 'GET', path: '/readyz' })
      // It does not listen yet, or no more.
      .catch(() => undefined);
    return answer?.status === 200;
  }

  /** Throws when the answer is no success. */
  async send(request: ApiRequest): Promise<ApiBody> {
    const { status, body } = await this.#patiently(request);
    if (status < 300) return body;
    throw new Error(
      `${request.method} ${request.path}: ${status} ${body.message}`,
    );
  }

  async #orGone(request: ApiRequest): Promise<ApiBody | undefined> {
    const { status, body } = await this.#patiently(request);
    if (status < 300) return body;
    const isTerminating = status === 403 && /terminat/.test(body.message);
    // One that was tried twice, because the server was killed before it answered.
    const isDone = status === 409 && request.method === 'POST';
    if (status === 404 || isTerminating || isDone) return undefined;
    throw new Error(
      `${request.method} ${request.path}: ${status} ${body.message}`,
    );
  }

  async #patiently(request: ApiRequest) {
    const deadline = performance.now() + patience;
    for (;;) {
      try {
        const answer = await this.#api.send(request);
        // A server that has just begun refuses for a while what it does not know yet.
        const isStarting = [403, 429, 500, 503].includes(answer.status);
        if (!isStarting || (await this.isReady())) return answer;
        if (performance.now() > deadline) return answer;
      } catch (error) {
        if (performance.now() > deadline) throw error;
      }
      await pause(pollMilliseconds);
    }
  }
}
