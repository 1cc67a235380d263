import { Image, Images, parseReference } from '../registry';

/** What a kubelet learns when it pulls: the image, or the words of its container runtime. */
export type Pulled =
  | { kind: 'image'; image: Image }
  | { kind: 'failed'; message: string };

/** Pulls from the sandbox's registry; every other registry is out of reach. */
export class ImagePuller {
  readonly #images: Images;
  readonly #hosts: string[];

  /** `hosts`: how image names call the registry, `localhost:7050`. */
  constructor(options: { images: Images; hosts: string[] }) {
    this.#images = options.images;
    this.#hosts = options.hosts;
  }

  pull(reference: string): Pulled {
    const { host, ...wanted } = parseReference(reference);
    const prefix = `failed to pull and unpack image "${reference}": failed to resolve reference "${reference}"`;
    if (!this.#hosts.includes(host)) {
      const url = `https://${host}/v2/${wanted.name}/manifests/${
        wanted.tag ?? wanted.digest
      }`;
      return {
        kind: 'failed',
        message: `${prefix}: failed to do request: Head "${url}": dial tcp: lookup ${host}: no such host`,
      };
    }
    const image = this.#images.find(wanted);
    return image
      ? { kind: 'image', image }
      : { kind: 'failed', message: `${prefix}: ${reference}: not found` };
  }
}
