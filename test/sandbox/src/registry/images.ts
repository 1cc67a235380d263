import { createHash } from 'node:crypto';
import { Persistent } from '../state';

/** An image: a manifest that names a configuration with labels. There are no layers. */
export interface Image {
  /** `acme/web` */
  name: string;
  tags: string[];
  digest: string;
  manifest: string;
  config: string;
  labels: Record<string, string>;
}

/** What was asked for: by tag or by digest. */
export interface ImageReference {
  name: string;
  tag?: string;
  digest?: string;
}

const digestOf = (content: string): string =>
  `sha256:${createHash('sha256').update(content).digest('hex')}`;

/** `localhost:7050/acme/web:pr-1-abc` taken apart. */
export function parseReference(
  text: string,
): ImageReference & { host: string } {
  const [path, digest] = text.split('@');
  const slash = path.indexOf('/');
  const host = path.slice(0, slash);
  const rest = path.slice(slash + 1);
  const colon = rest.lastIndexOf(':');
  const [name, tag] =
    colon < 0
      ? [rest, undefined]
      : [rest.slice(0, colon), rest.slice(colon + 1)];
  return { host, name, ...(digest ? { digest } : { tag: tag ?? 'latest' }) };
}

/** The images of the registry. */
export class Images implements Persistent {
  readonly name = 'registry';
  readonly #changed: () => void;
  readonly #images: Image[];
  readonly #listeners = new Set<(image: Image) => void>();

  constructor(options: { snapshot?: Image[]; changed?: () => void } = {}) {
    this.#changed = options.changed ?? (() => {});
    this.#images = options.snapshot ?? [];
  }

  snapshot(): Image[] {
    return this.#images;
  }

  /**
   * Pushes an image under a tag; a tag that was there moves to it. The labels are all that an image holds, so that the same
   * build has the same digest.
   */
  push(name: string, tag: string, labels: Record<string, string> = {}): Image {
    const config = JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config: { Labels: labels },
      rootfs: { type: 'layers', diff_ids: [] },
    });
    const manifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        digest: digestOf(config),
        size: Buffer.byteLength(config),
      },
      layers: [],
      annotations: labels,
    });
    const digest = digestOf(manifest);
    if (this.find({ name, tag })?.digest === digest)
      return this.find({ name, tag })!;
    for (const other of this.#images.filter(each => each.name === name))
      other.tags = other.tags.filter(each => each !== tag);
    const known = this.find({ name, digest });
    known?.tags.push(tag);
    const image: Image = known ?? {
      name,
      tags: [tag],
      digest,
      manifest,
      config,
      labels,
    };
    if (!known) this.#images.push(image);
    this.#changed();
    for (const listener of this.#listeners) listener({ ...image, tags: [tag] });
    return image;
  }

  /** Takes a tag away; its image stays known by digest. False when there was none. */
  untag(name: string, tag: string): boolean {
    const image = this.find({ name, tag });
    if (!image) return false;
    image.tags = image.tags.filter(each => each !== tag);
    this.#changed();
    return true;
  }

  find({ name, tag, digest }: ImageReference): Image | undefined {
    return this.#images.find(
      image =>
        image.name === name &&
        (digest
          ? image.digest === digest
          : image.tags.includes(tag ?? 'latest')),
    );
  }

  /** A configuration by its own digest. */
  blob(name: string, digest: string): string | undefined {
    return this.#images.find(
      image => image.name === name && digestOf(image.config) === digest,
    )?.config;
  }

  list(): Image[] {
    return [...this.#images];
  }

  onPush(listener: (image: Image) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
