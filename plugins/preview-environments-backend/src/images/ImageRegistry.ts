import { createHash } from 'node:crypto';
import { WaitingError } from '@previewenv/plugin-preview-environments-node';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { FoundManifest, ImageEvidence, WantedImage } from './evidence';
import {
  canonicalHost,
  ImageReference,
  nameOf,
  parseImage,
} from './imageReference';
import { digestIn, imagesOf, isIndex, platformsMissing } from './manifest';
import { RegistryClient } from './RegistryClient';
import {
  requireAllowedAddress,
  Resolve,
  resolveBySystem,
} from './forbiddenAddresses';
import { outage, readBody, RegistryHttp } from './RegistryHttp';
import { RegistryIdentity } from './RegistryIdentity';
import { Cloud, configuredHosts, RegistrySettings, whoAsks } from './settings';
import { SignIn } from './signIn';

export interface ImageRegistryOptions {
  fetch?: typeof fetch;
  now?: () => Date;
  resolve?: Resolve;
  /** How long one request may take. */
  timeoutMilliseconds?: number;
  /** For registries with `signIn`. */
  signIns?: Partial<Record<Cloud, SignIn>>;
}

/** A repository of a registry, and who we are there. */
export interface RegistryAccess {
  host: string;
  repository: string;
  /** Plain HTTP. */
  insecure: boolean;
  /** Undefined: nobody. */
  user: { username: string; password: string } | undefined;
}

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
  readonly #signIns: Partial<Record<Cloud, SignIn>>;
  readonly #now: () => Date;
  /** Definitions choose the hosts, so that there is no end to them. */
  readonly #registries = new LRUCache<
    string,
    { client: RegistryClient; identity: RegistryIdentity }
  >({ max: 200 });

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
    this.#now = options.now ?? (() => new Date());
    const { resolve = resolveBySystem } = options;
    const configured = configuredHosts([...this.#settings.values()]);
    this.#http = new RegistryHttp({
      fetch: options.fetch ?? fetch,
      requireAllowed: url =>
        requireAllowedAddress(url, configured.trusted, resolve),
      insecureHosts: configured.insecure,
      timeoutMilliseconds: options.timeoutMilliseconds ?? 10_000,
      now: this.#now,
    });
    this.#signIns = options.signIns ?? {};
  }

  async look(wanted: WantedImage): Promise<ImageEvidence> {
    const image = parseImage(wanted);
    const { client } = this.#registry(image.host);
    const head = await client.manifest('HEAD', image);
    await head.body?.cancel();
    const digest = digestIn(head);
    if (head.ok && digest && !isIndex(head))
      return { state: 'found', digest, manifests: [] };
    if (head.status === 404 && isFromRegistry(head))
      return this.#missing(image);
    // Some registries refuse a HEAD, and a HEAD has no body to prove an absence, to compute a digest from or to see what an index has.
    if (head.ok || head.status === 404 || head.status === 405) {
      return this.#lookByGet(image, wanted.platforms ?? []);
    }
    throw outage(image.host, head);
  }

  /** What a digest of that image's repository names; undefined when there is nothing. */
  async read(
    { name }: { name: string },
    digest: string,
  ): Promise<FoundManifest | undefined> {
    const image = parseImage({ name, tag: 'any' });
    const { client } = this.#registry(image.host);
    const answer = await client.manifest('GET', image, digest);
    if (!answer.ok) await answer.body?.cancel();
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw outage(image.host, answer);
    const body = await readBody(answer, image.host, largestManifest);
    return digestOf(body) === digest ? found(digest, body) : undefined;
  }

  /** How others can read what is beside an image in its registry. */
  async accessTo({ name }: { name: string }): Promise<RegistryAccess> {
    const { host, repository } = parseImage({ name, tag: 'any' });
    const { insecure = false } = this.#settingsOf(host);
    const user = await this.#registry(host).identity.user();
    return { host, repository, insecure, user };
  }

  async #lookByGet(
    image: ImageReference,
    platforms: string[],
  ): Promise<ImageEvidence> {
    const { client } = this.#registry(image.host);
    const answer = await client.manifest('GET', image);
    if (!answer.ok && answer.status !== 404) {
      await answer.body?.cancel();
      throw outage(image.host, answer);
    }
    const body = await readBody(answer, image.host, largestManifest);
    if (answer.ok) return evidenceOf(image, answer, body, platforms);
    if (saysUnknown(body)) return this.#missing(image);
    throw new WaitingError(
      `${image.host} answered 404 for ${nameOf(
        image,
      )} without saying that the image is unknown`,
    );
  }

  #missing({ host }: ImageReference): ImageEvidence {
    const who = whoAsks(this.#settingsOf(host));
    return {
      state: 'missing',
      answer: `${host} does not know it, asked ${
        who === undefined ? 'without a user' : `as ${who}`
      }`,
    };
  }

  #settingsOf(host: string): RegistrySettings {
    return this.#settings.get(host) ?? { host };
  }

  #registry(host: string) {
    const existing = this.#registries.get(host);
    if (existing) return existing;
    const settings = this.#settingsOf(host);
    const now = this.#now;
    const identity = new RegistryIdentity(settings, this.#signIns, now);
    const client = new RegistryClient({
      settings,
      http: this.#http,
      identity,
      now,
    });
    const created = { client, identity };
    this.#registries.set(host, created);
    return created;
  }
}

function evidenceOf(
  image: ImageReference,
  answer: Response,
  body: Buffer,
  platforms: string[],
): ImageEvidence {
  const digest = digestOf(body);
  if ((digestIn(answer) ?? digest) !== digest)
    throw new WaitingError(
      `${image.host} answered for ${nameOf(
        image,
      )} with content that has another digest than it says`,
    );
  const images = imagesOf(body);
  const missing = images ? platformsMissing(images, platforms) : [];
  return missing.length > 0
    ? {
        state: 'unfit',
        reason: `it is there, but not for ${missing.join(' and ')}`,
      }
    : found(digest, body);
}

function found(digest: string, body: Buffer): FoundManifest {
  const manifests = (imagesOf(body) ?? []).map(image => image.digest);
  return { state: 'found', digest, manifests };
}

function digestOf(body: Buffer): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
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
