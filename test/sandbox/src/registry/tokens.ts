import { randomBytes } from 'node:crypto';
import { Clock } from '../clock';

/** Seconds that a token is good for, as the registry tells its clients. */
export const tokenLifetime = 300;

interface Grant {
  scope: string;
  expires: number;
}

/** Bearer tokens of the registry: each for one scope and a short time. */
export class Tokens {
  readonly #clock: Clock;
  readonly #grants = new Map<string, Grant>();

  constructor(options: { clock: Clock }) {
    this.#clock = options.clock;
  }

  issue(scope: string): string {
    const token = randomBytes(24).toString('base64url');
    this.#grants.set(token, {
      scope,
      expires: this.#clock.now().getTime() + tokenLifetime * 1000,
    });
    return token;
  }

  /** Whether the header's token may pull from the repository. */
  allows(authorization: string | undefined, name: string): boolean {
    const grant = this.#grants.get(
      /^Bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? '',
    );
    if (!grant || grant.expires < this.#clock.now().getTime()) return false;
    return new RegExp(
      `^repository:${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}:.*\\bpull\\b`,
    ).test(grant.scope);
  }
}
