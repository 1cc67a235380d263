import { createHash } from 'node:crypto';
import { WaitingError } from '@previewenv/plugin-preview-environments-node';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import {
  canonicalHost,
  ImageReference,
  nameOf,
  parseImage,
} from './imageReference';
import { RegistryClient } from './RegistryClient';
import { outage, readBody, RegistryHttp } from './RegistryHttp';
import { RegistrySettings } from './settings';

export interface ImageRegistryOptions {
  fetch?: typeof fetch;
  now?: () => Date;
  /** How long one request may take. */
  timeoutMilliseconds?: number;
}

const digestForm = /^sha256:[0-9a-f]{64}$/;
/** The distribution specification lets registries refuse larger manifests. */
const largestManifest = 4 * 1024 * 1024;
/** Codes that say that an image is not there; the last one is Harbor's. */
const absenceCodes = ['MANIFEST_UNKNOWN', 'NAME_UNKNOWN', 'NOT_FOUND'];

const registryError = z.object({
  errors: z.array(z.object({ code: z.string() })).min(1),
});

/**
 * Says whether an image is in its registry. Only a registry's own "unknown" proves that it is not; anything else is a WaitingError that
 * says why it cannot be told, or a RefusedError where the configuration or the definition has to change.
 */
export class ImageRegistry {
  readonly #settings: Map<string, RegistrySettings>;
  readonly #http: RegistryHttp;
  readonly #now: () => Date;
  /** Definitions choose the hosts, so that there is no end to them. */
  readonly #clients = new LRUCache<string, RegistryClient>({ max: 200 });

  constructor(
    registries: RegistrySettings[],
    options: ImageRegistryOptions = {},
  ) {
    this.#settings = new Map(
      registries.map(registry => {
        const host = canonicalHost(registry.host);
        return [host, { ...registry, host }];
      }),
    );
    this.#http = new RegistryHttp({
      fetch: options.fetch ?? fetch,
      timeoutMilliseconds: options.timeoutMilliseconds ?? 10_000,
    });
    this.#now = options.now ?? (() => new Date());
  }

  /** Undefined when the image is not there. */
  async find(wanted: {
    name: string;
    tag: string;
  }): Promise<{ digest: string } | undefined> {
    const image = parseImage(wanted);
    const head = await this.#client(image.host).manifest('HEAD', image);
    await head.body?.cancel();
    const digest = digestIn(head);
    if (head.ok && digest) return { digest };
    if (head.status === 404 && isFromRegistry(head)) return undefined;
    // Some registries refuse a HEAD, and a HEAD has no body to prove an absence or to compute a digest from.
    if (head.ok || head.status === 404 || head.status === 405) {
      return this.#findByGet(image);
    }
    throw outage(image.host, head);
  }

  async #findByGet(
    image: ImageReference,
  ): Promise<{ digest: string } | undefined> {
    const answer = await this.#client(image.host).manifest('GET', image);
    if (!answer.ok && answer.status !== 404) {
      await answer.body?.cancel();
      throw outage(image.host, answer);
    }
    const body = await readBody(answer, image.host, largestManifest);
    if (answer.ok) {
      const computed = createHash('sha256').update(body).digest('hex');
      return { digest: digestIn(answer) ?? `sha256:${computed}` };
    }
    if (saysUnknown(body)) return undefined;
    throw new WaitingError(
      `${image.host} answered 404 for ${nameOf(
        image,
      )} without saying that the image is unknown`,
    );
  }

  #client(host: string): RegistryClient {
    const existing = this.#clients.get(host);
    if (existing) return existing;
    const settings = this.#settings.get(host) ?? { host };
    const created = new RegistryClient(settings, this.#http, this.#now);
    this.#clients.set(host, created);
    return created;
  }
}

function digestIn({ headers }: Response): string | undefined {
  const digest = headers.get('docker-content-digest') ?? '';
  return digestForm.test(digest) ? digest : undefined;
}

/** The header that registries put on their answers; the 404 of a proxy in front of them lacks it. */
function isFromRegistry({ headers }: Response): boolean {
  return headers.get('docker-distribution-api-version') === 'registry/2.0';
}

function saysUnknown(body: Buffer): boolean {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    return false;
  }
  const error = registryError.safeParse(parsed);
  return (
    error.success &&
    error.data.errors.some(({ code }) => absenceCodes.includes(code))
  );
}
