import { LRUCache } from 'lru-cache';
import { FoundManifest, ImageEvidence, WantedImage } from '../evidence';
import { Signatures, SignatureVerdict } from './types';

/** Where images are found. */
export interface FoundImages {
  look(wanted: WantedImage): Promise<ImageEvidence>;
  read(
    image: { name: string },
    digest: string,
  ): Promise<FoundManifest | undefined>;
}

/** After this an image that was not signed is verified again. */
const unsignedMilliseconds = 60_000;

interface Remembered {
  verdict: Promise<SignatureVerdict>;
  /** Undefined while it is being found out, and for good where it is signed: a digest never names anything else. */
  until?: number;
}

/** Images count as there only with the signature that the organisation asks for; definitions are not asked. */
export class SignedImages implements FoundImages {
  readonly #images: FoundImages;
  readonly #signatures: Signatures;
  readonly #now: () => Date;
  readonly #verdicts = new LRUCache<string, Remembered>({ max: 2_000 });

  constructor(options: {
    images: FoundImages;
    signatures: Signatures;
    now: () => Date;
  }) {
    this.#images = options.images;
    this.#signatures = options.signatures;
    this.#now = options.now;
  }

  get policy(): string {
    return this.#signatures.policy;
  }

  async look(wanted: WantedImage): Promise<ImageEvidence> {
    const evidence: ImageEvidence =
      wanted.digest === undefined
        ? await this.#images.look(wanted)
        : {
            state: 'found',
            digest: wanted.digest,
            manifests: wanted.manifests ?? [],
          };
    if (evidence.state !== 'found') return evidence;
    const verdict = await this.#verdict(wanted, evidence.digest);
    return verdict.state === 'signed'
      ? evidence
      : { state: 'unfit', reason: `it ${verdict.reason}` };
  }

  async read(
    image: { name: string },
    digest: string,
  ): Promise<FoundManifest | undefined> {
    return this.#images.read(image, digest);
  }

  async #verdict(
    { name }: { name: string },
    digest: string,
  ): Promise<SignatureVerdict> {
    const key = `${name}@${digest}`;
    const known = this.#verdicts.get(key);
    if (known && (known.until ?? Infinity) > this.#now().getTime())
      return known.verdict;
    const verdict = this.#signatures.verify({ name }, digest);
    // Several previews of one commit wait for the same answer.
    const remembered: Remembered = { verdict };
    this.#verdicts.set(key, remembered);
    try {
      if ((await verdict).state === 'unsigned')
        remembered.until = this.#now().getTime() + unsignedMilliseconds;
    } catch (error) {
      // What could not be told is asked again by the next look.
      this.#verdicts.delete(key);
      throw error;
    }
    return verdict;
  }
}
