import { createHash } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';

/** A request as GitHub would see it. */
export interface SeenRequest {
  method: string;
  /** With its query. */
  path: string;
  body: unknown;
  headers: Headers;
}

type Answer = (request: SeenRequest) => Response | Promise<Response>;

/** Answers to requests as told by a test, with entity tags as GitHub gives them: bound to the token. */
export class ScriptedGithub {
  readonly requests: SeenRequest[] = [];
  token: string | undefined = 'ours';
  readonly #answers = new Map<string, Answer>();

  /** `GET /repos/acme/web`; the query is part of the route where it is told. The last telling counts. */
  on(route: string, answer: unknown | Answer): this {
    this.#answers.set(
      route,
      typeof answer === 'function' ? (answer as Answer) : () => json(answer),
    );
    return this;
  }

  /** Requests that cost something of the rate limit. */
  charged(): string[] {
    return this.requests
      .filter(({ headers }) => headers.get('x-answered') !== '304')
      .map(({ method, path }) => `${method} ${path}`);
  }

  forgetRequests(): void {
    this.requests.length = 0;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const request: SeenRequest = {
      method: init?.method ?? 'GET',
      path: decodeURI(url.pathname.replace('/api/v3', '') + url.search),
      body: init?.body ? JSON.parse(String(init.body)) : undefined,
      headers: new Headers(init?.headers),
    };
    this.requests.push(request);
    const { method, path } = request;
    const answer =
      this.#answers.get(`${method} ${path}`) ??
      this.#answers.get(`${method} ${path.split('?')[0]}`);
    const response = answer
      ? await answer(request)
      : json({ message: 'Not Found' }, 404);
    return this.#conditional(request, response);
  };

  /** What a client is made of. */
  options(now: () => Date = () => new Date('2026-01-01T00:00:00Z')) {
    return {
      integrations: ScmIntegrations.fromConfig(
        new ConfigReader({
          integrations: {
            github: [
              {
                host: 'localhost:7008',
                apiBaseUrl: 'http://localhost:7008/api/v3',
              },
            ],
          },
        }),
      ),
      credentials: {
        getCredentials: async () => ({
          type: 'token' as const,
          token: this.token,
          headers: undefined,
        }),
      },
      logger: mockServices.logger.mock(),
      fetch: this.fetch,
      now,
    };
  }

  async #conditional(
    { method, headers }: SeenRequest,
    response: Response,
  ): Promise<Response> {
    if (method !== 'GET' || response.status !== 200) return response;
    const text = await response.text();
    const etag = `W/"${createHash('sha256')
      .update(`${this.token}${text}`)
      .digest('hex')}"`;
    if (headers.get('if-none-match') === etag) {
      headers.set('x-answered', '304');
      // eslint-disable-next-line no-restricted-syntax -- the constructor takes no undefined body with this status
      return new Response(null, { status: 304, headers: { etag } });
    }
    const answered = new Headers(response.headers);
    answered.set('etag', etag);
    return new Response(text, { status: 200, headers: answered });
  }
}

export function json(
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}
