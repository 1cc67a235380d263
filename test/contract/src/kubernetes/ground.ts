import { deepStrictEqual } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiAnswer, KubernetesApi } from './api';

/** A rule of the contract: passes silently, or throws what is wrong. */
export interface Scenario {
  name: string;
  run(ground: Ground): Promise<void>;
}

const applyType = 'application/apply-patch+yaml';
const mergeType = 'application/merge-patch+json';

/** A namespace of its own for a scenario, with the requests that scenarios are made of. */
export class Ground {
  readonly namespace = `contract-${randomBytes(4).toString('hex')}`;

  constructor(readonly api: KubernetesApi) {}

  get services(): string {
    return `/api/v1/namespaces/${this.namespace}/services`;
  }

  get namespacePath(): string {
    return `/api/v1/namespaces/${this.namespace}`;
  }

  /** A Service that needs no controller. */
  service(name: string, extra: { metadata?: object; spec?: object } = {}) {
    return {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: this.namespace, ...extra.metadata },
      spec: {
        type: 'ExternalName',
        externalName: `${name}.example.test`,
        ...extra.spec,
      },
    };
  }

  async begin(): Promise<void> {
    await this.#expect(
      201,
      this.post('/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: this.namespace },
      }),
    );
  }

  async end(): Promise<void> {
    await this.remove(this.namespacePath);
  }

  async create(name: string, extra?: { metadata?: object; spec?: object }) {
    const body = this.service(name, extra);
    return this.#expect(201, this.post(this.services, body));
  }

  post(path: string, body: object, query: Record<string, string> = {}) {
    return this.api.send({ method: 'POST', path, body, query });
  }

  get(path: string, query: Record<string, string> = {}) {
    return this.api.send({ method: 'GET', path, query });
  }

  apply(
    name: string,
    body: object,
    options: { manager?: string; force?: boolean } = {},
  ) {
    const { manager = 'contract', force = true } = options;
    return this.api.send({
      method: 'PATCH',
      path: `${this.services}/${name}`,
      body,
      contentType: applyType,
      query: { fieldManager: manager, force: String(force) },
    });
  }

  merge(name: string, body: object) {
    const path = `${this.services}/${name}`;
    return this.api.send({
      method: 'PATCH',
      path,
      body,
      contentType: mergeType,
    });
  }

  remove(path: string, body: object = {}) {
    return this.api.send({
      method: 'DELETE',
      path,
      body: { apiVersion: 'v1', kind: 'DeleteOptions', ...body },
    });
  }

  /** Asks again until the check passes, at most for 30 s; then its last objection is thrown. */
  async eventually(check: () => Promise<void>): Promise<void> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      try {
        await check();
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await delay(200);
      }
    }
  }

  async #expect(status: number, answer: Promise<ApiAnswer>) {
    const { status: actual, body } = await answer;
    deepStrictEqual([actual, body.message], [status, undefined]);
    return body;
  }
}
