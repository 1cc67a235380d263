import { FIELD_MANAGER } from '@previewenv/plugin-preview-environments-common';
import {
  isExpired,
  isNotFound,
  KubernetesError,
  RequestDescription,
} from './errors';
import { currentLease, requireTimeToWrite, WorkLease } from './lease';
import { Pod, resourcePath } from './resources';
import { Transport, TransportRequest } from './transport';
import {
  ClusterClient,
  KubernetesObject,
  ListOptions,
  ObjectRef,
  ResourceKind,
  WatchEvent,
  WatchOptions,
} from './types';
import { patchFieldManager } from './fieldOwnership';
import { ListPage, watchForever, WatchTiming } from './watch';

/** Objects per page: the API server's own tools ask for as many. */
const pageSize = 500;

const methods: Record<RequestDescription['verb'], string> = {
  get: 'GET',
  list: 'GET',
  watch: 'GET',
  logs: 'GET',
  create: 'POST',
  apply: 'PATCH',
  patch: 'PATCH',
  delete: 'DELETE',
};

/** A {@link ClusterClient} over HTTP. Writes obey the lease of the work they belong to (rule 7.3). */
export class HttpClusterClient implements ClusterClient {
  readonly name: string;
  readonly #transport: Transport;
  readonly #version: string;
  readonly #lease: () => WorkLease | undefined;
  readonly #timing: Partial<WatchTiming>;

  constructor(options: {
    name: string;
    transport: Transport;
    /** Of this package; it travels in the User-Agent. */
    version: string;
    lease?: () => WorkLease | undefined;
    watchTiming?: Partial<WatchTiming>;
  }) {
    this.name = options.name;
    this.#transport = options.transport;
    this.#version = options.version;
    this.#lease = options.lease ?? currentLease;
    this.#timing = options.watchTiming ?? {};
  }

  async get(ref: ObjectRef): Promise<KubernetesObject | undefined> {
    try {
      return await this.#json(this.#describe('get', ref.resource, ref));
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  async list(options: ListOptions): Promise<KubernetesObject[]> {
    return collectPages(token => this.#page(options, { continue: token }));
  }

  async create(
    resource: ResourceKind,
    object: KubernetesObject,
  ): Promise<KubernetesObject> {
    const { namespace, name } = object.metadata;
    const description = this.#describe('create', resource, { namespace });
    description.name = name;
    return this.#write(description, {
      query: { fieldManager: FIELD_MANAGER },
      body: object,
    });
  }

  async apply(
    resource: ResourceKind,
    object: KubernetesObject,
    options: { force: boolean },
  ): Promise<KubernetesObject> {
    const { namespace, name, uid } = object.metadata;
    if (!uid) {
      throw new Error(`${resource.kind} ${name} can't be applied without uid`);
    }
    return this.#write(this.#describe('apply', resource, { namespace, name }), {
      query: { fieldManager: FIELD_MANAGER, force: options.force },
      body: object,
      contentType: 'application/apply-patch+yaml',
    });
  }

  async mergePatch(ref: ObjectRef, patch: object): Promise<KubernetesObject> {
    return this.#write(this.#describe('patch', ref.resource, ref), {
      query: { fieldManager: patchFieldManager },
      body: patch,
      contentType: 'application/merge-patch+json',
    });
  }

  async delete(
    ref: ObjectRef,
    options: { uid: string; propagation?: 'Foreground' | 'Background' },
  ): Promise<void> {
    try {
      await this.#write(this.#describe('delete', ref.resource, ref), {
        body: {
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          preconditions: { uid: options.uid },
          propagationPolicy: options.propagation,
        },
      });
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  async logs(options: {
    namespace: string;
    pod: string;
    container?: string;
    tailLines: number;
  }): Promise<string> {
    const { namespace, pod: name, container, tailLines } = options;
    const description = this.#describe('logs', Pod, { namespace, name });
    description.path += '/log';
    return this.#transport.send(
      this.#request(description, { query: { container, tailLines } }),
    );
  }

  watch<T>(options: WatchOptions<T>): AsyncIterable<WatchEvent<T>> {
    const { resource, namespace, labelSelector, signal } = options;
    return watchForever<T>({
      signal,
      project: options.project,
      timing: this.#timing,
      page: token => this.#page(options, { continue: token, signal }),
      open: query =>
        this.#transport.open({
          ...this.#request(this.#describe('watch', resource, { namespace }), {
            query: { ...query, labelSelector },
          }),
          signal,
        }),
      failure: (status, body) =>
        new KubernetesError(this.#describe('watch', resource, { namespace }), {
          status,
          body,
        }),
    });
  }

  async #page(
    options: ListOptions,
    from: { continue?: string; signal?: AbortSignal },
  ): Promise<ListPage> {
    const { resource, namespace, labelSelector } = options;
    const page = await this.#json<ListPage>(
      this.#describe('list', resource, { namespace }),
      {
        query: { labelSelector, limit: pageSize, continue: from.continue },
        signal: from.signal,
      },
    );
    // Items of a list carry neither.
    const { apiVersion, kind } = resource;
    page.items = page.items.map(item => ({ ...item, apiVersion, kind }));
    return page;
  }

  async #write(
    description: RequestDescription,
    request: Pick<TransportRequest, 'query' | 'body' | 'contentType'>,
  ): Promise<KubernetesObject> {
    requireTimeToWrite(this.#lease(), this.#transport.timeoutMilliseconds);
    return this.#json(description, request);
  }

  async #json<T = KubernetesObject>(
    description: RequestDescription,
    request: Partial<TransportRequest> = {},
  ): Promise<T> {
    const text = await this.#transport.send(
      this.#request(description, request),
    );
    try {
      return JSON.parse(text);
    } catch (error) {
      const detail = `the answer is no JSON: ${text.slice(0, 100)}`;
      throw new KubernetesError(description, { detail }, { cause: error });
    }
  }

  #request(
    description: RequestDescription,
    request: Partial<TransportRequest>,
  ): TransportRequest {
    const generation = this.#lease()?.generation ?? 'no lease';
    const userAgent = `preview-environments/${this.#version} (${generation})`;
    return { description, userAgent, ...request };
  }

  #describe(
    verb: RequestDescription['verb'],
    resource: ResourceKind,
    place: { namespace?: string; name?: string },
  ): RequestDescription {
    return {
      cluster: this.name,
      verb,
      method: methods[verb],
      path: resourcePath(resource, place),
      resource,
      namespace: place.namespace,
      name: place.name,
    };
  }
}

/** All pages of a list. When its continuation expires on the way, it begins again, once. */
async function collectPages(
  page: (token: string | undefined) => Promise<ListPage>,
): Promise<KubernetesObject[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      const items: KubernetesObject[] = [];
      let token: string | undefined;
      do {
        const next = await page(token);
        items.push(...next.items);
        token = next.metadata.continue || undefined;
      } while (token);
      return items;
    } catch (error) {
      if (!isExpired(error) || attempt > 1) throw error;
    }
  }
}
