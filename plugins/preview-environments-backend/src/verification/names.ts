import { lookup } from 'node:dns/promises';

/** Whether a name resolves. It is never dialled. */
export interface Names {
  /** `absent` only when the resolver says that there is no such name; anything else that goes wrong is `unknown`. */
  lookUp(
    host: string,
    signal: AbortSignal,
  ): Promise<'found' | 'absent' | 'unknown'>;
}

const absent = ['ENOTFOUND', 'ENODATA', 'EAI_NONAME', 'EAI_NODATA'];

/** The names of the host that the backend runs on. */
export class SystemNames implements Names {
  readonly #resolve: (host: string) => Promise<unknown>;

  constructor(options: { resolve?: (host: string) => Promise<unknown> } = {}) {
    this.#resolve = options.resolve ?? (host => lookup(host));
  }

  async lookUp(
    host: string,
    signal: AbortSignal,
  ): Promise<'found' | 'absent' | 'unknown'> {
    // Always the own machine, whatever the resolver knows (RFC 6761, 6.3).
    if (host === 'localhost' || host.endsWith('.localhost')) return 'found';
    try {
      await Promise.race([this.#resolve(host), endOf(signal)]);
      return 'found';
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return absent.includes(code ?? '') ? 'absent' : 'unknown';
    }
  }
}

/** A resolver has patience of its own, which can be longer than ours. */
function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
