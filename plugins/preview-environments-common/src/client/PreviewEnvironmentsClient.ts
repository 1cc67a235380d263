import { ResponseError } from '@backstage/errors';
import createClient, { Client } from 'openapi-fetch';
import { paths } from './openapi.generated';
import {
  PreviewEnvironmentsApi,
  PreviewQuery,
  PreviewRequestOptions,
} from './PreviewEnvironmentsApi';
import {
  Diagnosis,
  EntryLink,
  HistoryPage,
  ObjectList,
  Orphan,
  OrphanList,
  Preview,
  PreviewLogs,
  PreviewPage,
  PreviewRelease,
  PreviewRequest,
  QuotaList,
  RepositoryList,
  RequestedPreview,
  Sweep,
  ValidationResult,
} from './types';

/**
 * Asks the backend over HTTP, from a frontend or from another backend plugin.
 *
 * @public
 */
export class PreviewEnvironmentsClient implements PreviewEnvironmentsApi {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #client: Client<paths>;

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    /** Without it the runtime's own fetch is used, and a token has to come with every request. */
    fetchApi?: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    const { fetchApi } = options;
    this.#client = createClient<paths>({
      // Looked up at every request, because tests and instrumentation replace the global.
      fetch: async request =>
        (fetchApi ?? globalThis).fetch(request.url, await initOf(request)),
    });
    this.#client.use({ onResponse: refuseFailure });
  }

  async listPreviews(
    query: PreviewQuery,
    options?: PreviewRequestOptions,
  ): Promise<PreviewPage> {
    return answer(
      this.#client.request('get', '/v1/previews', {
        ...(await this.#request(options)),
        params: { query },
      }),
    );
  }

  async createPreview(
    request: PreviewRequest,
    options?: PreviewRequestOptions,
  ): Promise<RequestedPreview> {
    return answer(
      this.#client.request('post', '/v1/previews', {
        ...(await this.#request(options)),
        body: request,
      }),
    );
  }

  async getPreview(
    id: string,
    options?: PreviewRequestOptions,
  ): Promise<Preview> {
    return answer(
      this.#client.request('get', '/v1/previews/{id}', {
        ...(await this.#request(options)),
        params: { path: { id } },
      }),
    );
  }

  async deletePreview(
    id: string,
    options?: PreviewRequestOptions,
  ): Promise<Preview> {
    return answer(
      this.#client.request('delete', '/v1/previews/{id}', {
        ...(await this.#request(options)),
        params: { path: { id } },
      }),
    );
  }

  async redeployPreview(
    id: string,
    options?: PreviewRequestOptions,
  ): Promise<Preview> {
    return answer(
      this.#client.request('post', '/v1/previews/{id}/redeploy', {
        ...(await this.#request(options)),
        params: { path: { id } },
      }),
    );
  }

  async approvePreview(
    id: string,
    { headSha }: { headSha: string },
    options?: PreviewRequestOptions,
  ): Promise<Preview> {
    return answer(
      this.#client.request('post', '/v1/previews/{id}/approve', {
        ...(await this.#request(options)),
        params: { path: { id } },
        body: { headSha },
      }),
    );
  }

  async extendPreview(
    id: string,
    extension: { by?: string } = {},
    options?: PreviewRequestOptions,
  ): Promise<Preview> {
    return answer(
      this.#client.request('post', '/v1/previews/{id}/extend', {
        ...(await this.#request(options)),
        params: { path: { id } },
        body: extension,
      }),
    );
  }

  async keepPreview(
    id: string,
    options?: PreviewRequestOptions,
  ): Promise<Preview> {
    return answer(
      this.#client.request('post', '/v1/previews/{id}/keep', {
        ...(await this.#request(options)),
        params: { path: { id } },
      }),
    );
  }

  async unkeepPreview(
    id: string,
    options?: PreviewRequestOptions,
  ): Promise<Preview> {
    return answer(
      this.#client.request('post', '/v1/previews/{id}/unkeep', {
        ...(await this.#request(options)),
        params: { path: { id } },
      }),
    );
  }

  async sleepPreview(
    id: string,
    options?: PreviewRequestOptions,
  ): Promise<Preview> {
    return answer(
      this.#client.request('post', '/v1/previews/{id}/sleep', {
        ...(await this.#request(options)),
        params: { path: { id } },
      }),
    );
  }

  async wakePreview(
    id: string,
    options?: PreviewRequestOptions,
  ): Promise<Preview> {
    return answer(
      this.#client.request('post', '/v1/previews/{id}/wake', {
        ...(await this.#request(options)),
        params: { path: { id } },
      }),
    );
  }

  async releasePreview(
    id: string,
    { dryRun = false }: { dryRun?: boolean } = {},
    options?: PreviewRequestOptions,
  ): Promise<PreviewRelease> {
    return answer(
      this.#client.request('post', '/v1/previews/{id}/release', {
        ...(await this.#request(options)),
        params: { path: { id } },
        body: { dryRun },
      }),
    );
  }

  async examinePreview(
    id: string,
    request: { path?: string } = {},
    options?: PreviewRequestOptions,
  ): Promise<Diagnosis> {
    return answer(
      this.#client.request('post', '/v1/previews/{id}/doctor', {
        ...(await this.#request(options)),
        params: { path: { id } },
        body: request,
      }),
    );
  }

  async makeEntryLink(
    id: string,
    request: { host?: string; path?: string } = {},
    options?: PreviewRequestOptions,
  ): Promise<EntryLink> {
    return answer(
      this.#client.request('post', '/v1/previews/{id}/entry', {
        ...(await this.#request(options)),
        params: { path: { id } },
        body: request,
      }),
    );
  }

  async listOrphans(options?: PreviewRequestOptions): Promise<OrphanList> {
    return answer(
      this.#client.request('get', '/v1/orphans', {
        ...(await this.#request(options)),
      }),
    );
  }

  async releaseOrphan(
    id: string,
    options?: PreviewRequestOptions,
  ): Promise<Orphan> {
    return answer(
      this.#client.request('post', '/v1/orphans/{id}/release', {
        ...(await this.#request(options)),
        params: { path: { id } },
      }),
    );
  }

  async listQuotas(options?: PreviewRequestOptions): Promise<QuotaList> {
    return answer(
      this.#client.request('get', '/v1/quotas', {
        ...(await this.#request(options)),
      }),
    );
  }

  async getSweep(options?: PreviewRequestOptions): Promise<Sweep> {
    return answer(
      this.#client.request('get', '/v1/sweep', {
        ...(await this.#request(options)),
      }),
    );
  }

  async releaseSweep(options?: PreviewRequestOptions): Promise<Sweep> {
    return answer(
      this.#client.request('post', '/v1/sweep/release', {
        ...(await this.#request(options)),
      }),
    );
  }

  async getPreviewHistory(
    id: string,
    query: { limit?: number; cursor?: string },
    options?: PreviewRequestOptions,
  ): Promise<HistoryPage> {
    return answer(
      this.#client.request('get', '/v1/previews/{id}/history', {
        ...(await this.#request(options)),
        params: { path: { id }, query },
      }),
    );
  }

  async getPreviewObjects(
    id: string,
    options?: PreviewRequestOptions,
  ): Promise<ObjectList> {
    return answer(
      this.#client.request('get', '/v1/previews/{id}/objects', {
        ...(await this.#request(options)),
        params: { path: { id } },
      }),
    );
  }

  async getPreviewLogs(
    id: string,
    query: { pod: string; container?: string; tail?: number },
    options?: PreviewRequestOptions,
  ): Promise<PreviewLogs> {
    return answer(
      this.#client.request('get', '/v1/previews/{id}/logs', {
        ...(await this.#request(options)),
        params: { path: { id }, query },
      }),
    );
  }

  async listRepositories(
    entityRef: string,
    options?: PreviewRequestOptions,
  ): Promise<RepositoryList> {
    return answer(
      this.#client.request('get', '/v1/repositories', {
        ...(await this.#request(options)),
        params: { query: { entityRef } },
      }),
    );
  }

  async validate(
    definition: string,
    options?: PreviewRequestOptions,
  ): Promise<ValidationResult> {
    return answer(
      this.#client.request('post', '/v1/validate', {
        ...(await this.#request(options)),
        body: { definition },
      }),
    );
  }

  async validateEntity(
    entityRef: string,
    options?: PreviewRequestOptions,
  ): Promise<ValidationResult> {
    return answer(
      this.#client.request('post', '/v1/validate', {
        ...(await this.#request(options)),
        body: { entityRef },
      }),
    );
  }

  async #request({ token, signal }: PreviewRequestOptions = {}) {
    return {
      baseUrl: await this.#discoveryApi.getBaseUrl('preview-environments'),
      headers: token ? { Authorization: `Bearer ${token}` } : {},
      signal,
    };
  }
}

/**
 * What a request is made of. Backstage's fetch API may read a request object and then pass the same one on, which cannot be sent
 * any more when it has a body; from its parts each reader makes its own.
 */
async function initOf(request: Request): Promise<RequestInit> {
  const { method, headers, signal } = request;
  const body = await request.text();
  return { method, headers, signal, body: body || undefined };
}

async function refuseFailure({ response }: { response: Response }) {
  if (!response.ok) throw await ResponseError.fromResponse(response);
}

async function answer<T>(pending: Promise<{ data?: T }>): Promise<T> {
  const { data } = await pending;
  // The description promises a body with every success; what sends none is not this plugin's backend.
  if (data === undefined)
    throw new Error('The preview environments backend answered without a body');
  return data;
}
