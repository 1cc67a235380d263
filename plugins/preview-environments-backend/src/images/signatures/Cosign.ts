import { createHash } from 'node:crypto';
import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import pLimit from 'p-limit';
import { RegistryAccess } from '../ImageRegistry';
import { withLogin } from './registryLogin';
import { runProgram, RunProgram } from './runProgram';
import { Signatures, SignatureVerdict } from './types';

/** What the organisation asks of images, under `previewEnvironments.images.signatures.cosign`. */
export interface CosignSettings {
  /** The program, by its path or its name. */
  command: string;
  /** Who has to have signed: the owner of a key, or somebody whom an issuer of identities has named. */
  signer:
    | { key: string }
    | { identity: string; issuer: string }
    | { identityPattern: string; issuer: string };
  /** Whether the signature has to be in the public log. */
  transparencyLog: 'required' | 'ignored';
  timeoutMilliseconds: number;
}

export interface CosignOptions {
  settings: CosignSettings;
  /** Who we are at the image's registry, where its signatures are. */
  accessTo: (image: { name: string }) => Promise<RegistryAccess>;
  run?: RunProgram;
  environment?: NodeJS.ProcessEnv;
}

/** Each is a process of some 100 MB. */
const mostAtOnce = 2;

const configured = 'previewEnvironments.images.signatures.cosign';

/** How cosign ends where it is sure (cosign, exit codes). */
const refusals: Record<number, string> = {
  10: 'has no signature',
  12: 'has no signature by whom the organisation asks for',
  13: 'has no signature with a certificate',
};

/** What the program may see of the environment: how to get out, its caches, and who it is at services that keep keys. */
const passedOn =
  /^(PATH|HOME|TMPDIR|https?_proxy|no_proxy|SSL_CERT_(FILE|DIR)|(TUF|SIGSTORE|AWS|GOOGLE|AZURE|VAULT)_\w+)$/i;

/** Has cosign verify images, as the organisation has installed it. */
export class Cosign implements Signatures {
  readonly policy: string;
  readonly #options: CosignOptions;
  readonly #atOnce = pLimit(mostAtOnce);

  constructor(options: CosignOptions) {
    this.#options = options;
    const { signer, transparencyLog } = options.settings;
    this.policy = createHash('sha256')
      .update(JSON.stringify([signer, transparencyLog]))
      .digest('hex')
      .slice(0, 16);
  }

  async verify(
    image: { name: string },
    digest: string,
  ): Promise<SignatureVerdict> {
    return this.#atOnce(async () => {
      const access = await this.#options.accessTo(image);
      return withLogin(access, directory =>
        this.#run(access, digest, directory),
      );
    });
  }

  async #run(
    access: RegistryAccess,
    digest: string,
    directory: string,
  ): Promise<SignatureVerdict> {
    const { settings, run = runProgram, environment } = this.#options;
    const reference = `${access.host}/${access.repository}@${digest}`;
    const result = await run(
      settings.command,
      argumentsOf(settings, access, reference),
      {
        directory,
        timeoutMilliseconds: settings.timeoutMilliseconds,
        environment: {
          ...passable(environment ?? process.env),
          DOCKER_CONFIG: directory,
        },
      },
    );
    switch (result.kind) {
      case 'absent':
        throw new RefusedError(
          `there is no program ${settings.command} to verify signatures with: install cosign, or set ${configured}.command`,
        );
      case 'too-late':
        throw new WaitingError(
          `cosign has not verified ${reference} within ${
            settings.timeoutMilliseconds / 1_000
          } s`,
        );
      default:
        return verdictOf(reference, digest, result);
    }
  }
}

/** Each value is a part of its own flag, so that none can become another flag. */
function argumentsOf(
  { signer, transparencyLog }: CosignSettings,
  { insecure }: RegistryAccess,
  reference: string,
): string[] {
  return [
    'verify',
    '--output=json',
    ...signerFlags(signer),
    ...(transparencyLog === 'ignored' ? ['--insecure-ignore-tlog=true'] : []),
    ...(insecure ? ['--allow-http-registry=true'] : []),
    reference,
  ];
}

function signerFlags(signer: CosignSettings['signer']): string[] {
  if ('key' in signer) return [`--key=${signer.key}`];
  return [
    'identity' in signer
      ? `--certificate-identity=${signer.identity}`
      : `--certificate-identity-regexp=${signer.identityPattern}`,
    `--certificate-oidc-issuer=${signer.issuer}`,
  ];
}

/** Its output is for nobody's eyes: it repeats what others have written into signatures. */
function verdictOf(
  reference: string,
  digest: string,
  { code, output }: { code: number; output: string },
): SignatureVerdict {
  if (code in refusals) return { state: 'unsigned', reason: refusals[code] };
  if (code === 0 && output.includes(digest)) return { state: 'signed' };
  throw new WaitingError(
    code === 0
      ? `cosign does not name ${digest} among what it has verified of ${reference}`
      : `cosign could not verify ${reference} and ended with ${code}: see ${configured}, and try it by hand`,
  );
}

function passable(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => passedOn.test(name)),
  );
}
