import { Cloud, RegistrySettings } from './settings';
import { RegistryUser, SignIn } from './signIn';

/** Taken off the life of what a cloud has given, for the requests that it is used for. */
const slackMilliseconds = 60_000;

/** Who we are at one registry: nobody, the configured user, or whoever the cloud says. */
export class RegistryIdentity {
  readonly #settings: RegistrySettings;
  readonly #signIns: Partial<Record<Cloud, SignIn>>;
  readonly #now: () => Date;
  #current: Promise<RegistryUser> | undefined;

  constructor(
    settings: RegistrySettings,
    signIns: Partial<Record<Cloud, SignIn>>,
    now: () => Date,
  ) {
    this.#settings = settings;
    this.#signIns = signIns;
    this.#now = now;
  }

  /** The value of the header Authorization; undefined for nobody. */
  async header(): Promise<string | undefined> {
    const user = await this.user();
    if (!user) return undefined;
    const text = `${user.username}:${user.password}`;
    return `Basic ${Buffer.from(text, 'utf8').toString('base64')}`;
  }

  /** What a cloud has given is not used any more. */
  forget(): void {
    this.#current = undefined;
  }

  /** Undefined for nobody. */
  async user(): Promise<RegistryUser | undefined> {
    const { host, username, password, signIn } = this.#settings;
    if (!signIn)
      return username !== undefined && password !== undefined
        ? { username, password }
        : undefined;
    const { expiresAt } = (await this.#current) ?? {};
    const isOver =
      expiresAt &&
      expiresAt.getTime() - slackMilliseconds <= this.#now().getTime();
    if (this.#current && !isOver) return this.#current;
    const ask = this.#signIns[signIn];
    if (!ask) throw new Error(`Nobody signs in to ${signIn}`);
    // Whoever asks meanwhile waits for the same answer.
    const asked = ask(host);
    this.#current = asked;
    try {
      return await asked;
    } catch (error) {
      if (this.#current === asked) this.#current = undefined;
      throw error;
    }
  }
}
