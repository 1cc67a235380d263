import { randomUUID } from 'node:crypto';
import { SystemClock } from '../clock';
import { Exchange, json, listen, Reply, Router, serve } from '../http';
import { Faults } from '../faults';
import { Images } from './images';
import { tokenLifetime, Tokens } from './tokens';

export interface RegistryOptions {
  port: number;
  host?: string;
  images?: Images;
}

export interface Registry {
  port: number;
  images: Images;
  close(): Promise<void>;
}

const manifestType = 'application/vnd.oci.image.manifest.v1+json';

const refuse = (
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Reply =>
  json(status, { errors: [{ code, message, detail: null }] }, headers);

/** An OCI distribution registry, for reading. Every read needs a token, which everyone gets: as at a public registry. */
class RegistryApi {
  readonly #images: Images;
  readonly #tokens: Tokens;
  readonly #faults = new Faults();
  readonly #router = new Router();
  #calls: Record<string, number> = {};

  constructor(options: { images: Images; tokens: Tokens }) {
    this.#images = options.images;
    this.#tokens = options.tokens;
    this.#router
      .on('GET', '/token', exchange => this.#issueToken(exchange))
      .on('GET', '/v2/', exchange =>
        this.#authorized(exchange, '')
          ? json(200, {})
          : this.#challenge(exchange, ''),
      )
      .on('GET', '/v2/*name/manifests/:reference', exchange =>
        this.#manifest(exchange),
      )
      .on('GET', '/v2/*name/blobs/:digest', exchange => this.#blob(exchange))
      .on('GET', '/v2/*name/tags/list', exchange => this.#tags(exchange))
      .on('GET', '/_/images', () =>
        json(
          200,
          this.#images.list().map(({ name, tags, digest, labels }) => ({
            name,
            tags,
            digest,
            labels,
          })),
        ),
      )
      .on('PUT', '/_/images/*name/:tag', exchange => this.#push(exchange))
      .on('DELETE', '/_/images/*name/:tag', ({ params }) =>
        json(this.#images.untag(params.name, params.tag) ? 200 : 404, {}),
      )
      .on('GET', '/_/calls', () =>
        json(200, {
          total: Object.values(this.#calls).reduce((a, b) => a + b, 0),
          calls: this.#calls,
        }),
      )
      .on('DELETE', '/_/calls', () => {
        this.#calls = {};
        return json(200, {});
      })
      .on('POST', '/_/faults', ({ body }) =>
        json(200, this.#faults.add(JSON.parse(body.toString()))),
      )
      .on('DELETE', '/_/faults', () => json(200, this.#faults.clear()));
  }

  readonly answer = async (exchange: Exchange): Promise<Reply> => {
    const { method, url } = exchange;
    if (!url.pathname.startsWith('/_/')) {
      const key = `${method} ${url.pathname}`;
      this.#calls[key] = (this.#calls[key] ?? 0) + 1;
      const fault = await this.#faults.meet(key);
      if (fault)
        return refuse(
          fault.status,
          'UNKNOWN',
          'fault asked for',
          fault.headers,
        );
    }
    const reply = await this.#router.handle(exchange);
    return reply ?? refuse(404, 'UNSUPPORTED', 'The operation is unsupported.');
  };

  #issueToken({ url }: Exchange): Reply {
    const token = this.#tokens.issue(url.searchParams.get('scope') ?? '');
    return json(200, {
      token,
      access_token: token,
      expires_in: tokenLifetime,
      issued_at: new Date().toISOString(),
    });
  }

  #authorized({ headers }: Exchange, name: string): boolean {
    return this.#tokens.allows(headers.authorization, name);
  }

  #challenge({ headers }: Exchange, name: string): Reply {
    const host = headers.host ?? 'localhost';
    const scope = name ? `,scope="repository:${name}:pull"` : '';
    return refuse(401, 'UNAUTHORIZED', 'authentication required', {
      'www-authenticate': `Bearer realm="http://${host}/token",service="${host}"${scope}`,
    });
  }

  #manifest(exchange: Exchange): Reply {
    const { name, reference } = exchange.params;
    if (!this.#authorized(exchange, name))
      return this.#challenge(exchange, name);
    const image = this.#images.find(
      reference.includes(':')
        ? { name, digest: reference }
        : { name, tag: reference },
    );
    if (!image) return refuse(404, 'MANIFEST_UNKNOWN', 'manifest unknown');
    return {
      status: 200,
      headers: {
        'content-type': manifestType,
        'docker-content-digest': image.digest,
        etag: `"${image.digest}"`,
      },
      body: image.manifest,
    };
  }

  #blob(exchange: Exchange): Reply {
    const { name, digest } = exchange.params;
    if (!this.#authorized(exchange, name))
      return this.#challenge(exchange, name);
    const config = this.#images.blob(name, digest);
    if (config === undefined)
      return refuse(404, 'BLOB_UNKNOWN', 'blob unknown to registry');
    return {
      status: 200,
      headers: {
        'content-type': 'application/octet-stream',
        'docker-content-digest': digest,
      },
      body: config,
    };
  }

  #tags(exchange: Exchange): Reply {
    const { name } = exchange.params;
    if (!this.#authorized(exchange, name))
      return this.#challenge(exchange, name);
    const tags = this.#images
      .list()
      .filter(image => image.name === name)
      .flatMap(image => image.tags);
    return tags.length
      ? json(200, { name, tags })
      : refuse(404, 'NAME_UNKNOWN', 'repository name not known to registry');
  }

  /** Without a body an image with other content than any before, as a build that stamps its time makes it. */
  #push({ params, body }: Exchange): Reply {
    const given = body.length
      ? (JSON.parse(body.toString()) as { labels?: Record<string, string> })
      : {};
    const labels = given.labels ?? { build: randomUUID() };
    const { digest } = this.#images.push(params.name, params.tag, labels);
    return json(201, { digest });
  }
}

/** Starts the registry; `images` is what it serves, also while it runs. */
export async function startRegistry(
  options: RegistryOptions,
): Promise<Registry> {
  const clock = new SystemClock();
  const images = options.images ?? new Images();
  const api = new RegistryApi({ images, tokens: new Tokens({ clock }) });
  const listening = await listen(serve(api.answer), {
    name: 'registry',
    port: options.port,
    host: options.host,
  });
  return { port: listening.port, images, close: () => listening.close() };
}
