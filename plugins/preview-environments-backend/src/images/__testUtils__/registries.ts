import { createHash } from 'node:crypto';

/** A registry as its clients meet it: what it answers without a token, where tokens are got, and what it says of what is not there. */
export interface RegistryKind {
  /** As images name it. */
  host: string;
  /** Where it answers, when that is another host. */
  api?: string;
  /** `WWW-Authenticate` of its 401. */
  challenge: string;
  /** Where its tokens are got; undefined: it takes a user. */
  tokens?: { url: string; answer: object };
  /** The user that may pull; undefined: everyone. */
  user?: string;
  /** Headers of each of its answers. */
  headers?: Record<string, string>;
  /** What it answers for a tag that is not there, to a HEAD without the body. */
  missing: { status: number; body: unknown };
  /** What it answers to a token, or a user, that is not good any more. */
  over: number;
}

const bearer = (realm: string, service: string) =>
  `Bearer realm="${realm}",service="${service}",scope="repository:acme/web:pull"`;
const says = (code: string, detail: object = {}) => ({
  errors: [{ code, message: 'no', ...detail }],
});
const distribution = { 'docker-distribution-api-version': 'registry/2.0' };

/** Shaped after the answers of the real ones. */
export const registryKinds: Record<string, RegistryKind> = {
  'GitHub Packages': {
    host: 'ghcr.io',
    challenge: bearer('https://ghcr.io/token', 'ghcr.io'),
    tokens: { url: 'https://ghcr.io/token', answer: { token: 'djE6YQ==' } },
    missing: { status: 404, body: says('MANIFEST_UNKNOWN') },
    over: 401,
  },
  'Docker Hub': {
    host: 'docker.io',
    api: 'registry-1.docker.io',
    challenge: bearer('https://auth.docker.io/token', 'registry.docker.io'),
    tokens: {
      url: 'https://auth.docker.io/token',
      answer: {
        token: 'eyJ',
        access_token: 'eyJ',
        expires_in: 300,
        issued_at: '2026-01-01T00:00:00Z',
      },
    },
    headers: {
      ...distribution,
      'ratelimit-limit': '100;w=21600',
      'ratelimit-remaining': '76;w=21600',
    },
    missing: { status: 404, body: says('MANIFEST_UNKNOWN') },
    over: 401,
  },
  'Amazon ECR': {
    host: '123456789012.dkr.ecr.eu-central-1.amazonaws.com',
    challenge:
      'Basic realm="https://123456789012.dkr.ecr.eu-central-1.amazonaws.com/",service="ecr.amazonaws.com"',
    user: 'AWS:token-1',
    headers: distribution,
    missing: { status: 404, body: says('MANIFEST_UNKNOWN') },
    over: 403,
  },
  'Amazon ECR Public': {
    host: 'public.ecr.aws',
    challenge: bearer('https://public.ecr.aws/token/', 'public.ecr.aws'),
    tokens: { url: 'https://public.ecr.aws/token/', answer: { token: 'p' } },
    missing: { status: 404, body: says('NAME_UNKNOWN') },
    over: 400,
  },
  'Artifact Registry': {
    host: 'europe-docker.pkg.dev',
    challenge: bearer(
      'https://europe-docker.pkg.dev/v2/token',
      'europe-docker.pkg.dev',
    ),
    tokens: {
      url: 'https://europe-docker.pkg.dev/v2/token',
      answer: { token: 'ya29', expires_in: 3600 },
    },
    user: 'oauth2accesstoken:google-1',
    headers: distribution,
    missing: { status: 404, body: says('MANIFEST_UNKNOWN') },
    over: 401,
  },
  GitLab: {
    host: 'registry.gitlab.com',
    challenge: bearer('https://gitlab.com/jwt/auth', 'container_registry'),
    tokens: { url: 'https://gitlab.com/jwt/auth', answer: { token: 'g' } },
    user: 'deploy:secret',
    headers: distribution,
    missing: { status: 404, body: says('MANIFEST_UNKNOWN') },
    over: 401,
  },
  Harbor: {
    host: 'harbor.example.com',
    challenge: bearer(
      'https://harbor.example.com/service/token',
      'harbor-registry',
    ),
    tokens: {
      url: 'https://harbor.example.com/service/token',
      answer: { token: 'h', access_token: '', expires_in: 1800 },
    },
    user: 'robot$previews:secret',
    missing: { status: 404, body: says('NOT_FOUND') },
    over: 401,
  },
  'distribution with htpasswd': {
    host: 'registry.example.com:5000',
    challenge: 'Basic realm="Registry Realm"',
    user: 'bot:secret',
    headers: distribution,
    missing: {
      status: 404,
      body: says('MANIFEST_UNKNOWN', { detail: { Tag: 'pr-1' } }),
    },
    over: 401,
  },
};

/** What was asked of a registry or its token service. */
export interface Asked {
  method: string;
  url: string;
  authorization: string | undefined;
}

export const manifestType = 'application/vnd.oci.image.manifest.v1+json';
export const indexType = 'application/vnd.oci.image.index.v1+json';

export interface Manifest {
  type: string;
  text: string;
}

export function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** Answers as that kind of registry; a cloud's services are answered by `others`. */
export class ScriptedRegistry {
  readonly asked: Asked[] = [];
  /** By tag. */
  readonly manifests = new Map<string, Manifest>();
  readonly #kind: RegistryKind;
  readonly #others: (asked: Asked) => Response | undefined;
  /** What is let in. */
  #good: string;

  constructor(
    kind: RegistryKind,
    others: (asked: Asked) => Response | undefined = () => undefined,
  ) {
    this.#kind = kind;
    this.#others = others;
    const { answer } = kind.tokens ?? { answer: undefined };
    this.#good = answer
      ? `Bearer ${(answer as { token: string }).token}`
      : `Basic ${btoa(kind.user ?? '')}`;
  }

  /** From now on another user or token is good. */
  renew(good: string): void {
    this.#good = good;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const asked: Asked = {
      method: init?.method ?? 'GET',
      url: String(input),
      authorization:
        new Headers(init?.headers).get('authorization') ?? undefined,
    };
    this.asked.push(asked);
    return this.#answer(asked) ?? fail(asked);
  };

  #answer(asked: Asked): Response | undefined {
    const { host, api = host, tokens, user } = this.#kind;
    const { origin, pathname } = new URL(asked.url);
    if (tokens && `${origin}${pathname}` === tokens.url) {
      return user && asked.authorization !== `Basic ${btoa(user)}`
        ? Response.json({ errors: [{ code: 'DENIED' }] }, { status: 403 })
        : Response.json({
            ...tokens.answer,
            token: this.#good.replace('Bearer ', ''),
          });
    }
    if (origin !== `https://${api}`) return this.#others(asked);
    return this.#manifest(asked, pathname);
  }

  #manifest(asked: Asked, pathname: string): Response {
    const { challenge, headers, missing, over } = this.#kind;
    if (asked.authorization === undefined)
      return new Response('Not Authorized\n', {
        status: 401,
        headers: { ...headers, 'www-authenticate': challenge },
      });
    if (asked.authorization !== this.#good)
      return new Response('{}', {
        status: over,
        headers: {
          ...headers,
          ...(over === 401 && { 'www-authenticate': challenge }),
        },
      });
    const reference = pathname.split('/').at(-1)!;
    const manifest =
      this.manifests.get(reference) ??
      [...this.manifests.values()].find(
        ({ text }) => digestOf(text) === reference,
      );
    const body = (text: string) => (asked.method === 'HEAD' ? undefined : text);
    return manifest
      ? new Response(body(manifest.text), {
          headers: {
            ...headers,
            'content-type': manifest.type,
            'docker-content-digest': digestOf(manifest.text),
          },
        })
      : new Response(body(JSON.stringify(missing.body)), {
          status: missing.status,
          headers: { ...headers, 'content-type': 'application/json' },
        });
  }
}

function fail({ method, url }: Asked): never {
  throw new Error(`unexpected ${method} ${url}`);
}
