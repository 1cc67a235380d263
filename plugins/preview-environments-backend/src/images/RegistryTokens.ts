import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { Challenge, isTrustedRealm, parseChallenge } from './challenge';
import { ImageReference, nameOf } from './imageReference';
import { outage, readBody, RegistryHttp } from './RegistryHttp';
import { notShown, RegistrySettings } from './settings';

/** What a token lives when the registry does not say (the distribution project's rule). */
const unnamedLifeSeconds = 60;
/** Taken off a token's life, for the request that it is used for. */
const slackMilliseconds = 10_000;
const largestAnswer = 256 * 1024;

const tokenAnswer = z
  .object({
    token: z.string().min(1).optional(),
    access_token: z.string().min(1).optional(),
    expires_in: z.number().positive().catch(unnamedLifeSeconds),
  })
  .transform(answer => ({
    token: answer.token ?? answer.access_token,
    lifeMilliseconds: answer.expires_in * 1000,
  }));

/** What to send as authorization to one registry: the configured user, or a token that was got for it. */
export class RegistryTokens {
  readonly #settings: RegistrySettings;
  readonly #http: RegistryHttp;
  readonly #now: () => Date;
  /** By repository, because a token is for one. */
  readonly #tokens = new LRUCache<
    string,
    { header: string; expiresAt: number }
  >({ max: 1_000 });

  constructor(settings: RegistrySettings, http: RegistryHttp, now: () => Date) {
    this.#settings = settings;
    this.#http = http;
    this.#now = now;
  }

  /** A token that still lives. */
  known({ repository }: ImageReference): string | undefined {
    const token = this.#tokens.get(repository);
    return token && token.expiresAt > this.#now().getTime()
      ? token.header
      : undefined;
  }

  /** Answers what the registry asked for with its 401. */
  async authorize(
    image: ImageReference,
    wwwAuthenticate: string | null,
  ): Promise<string> {
    this.#tokens.delete(image.repository);
    const challenge = parseChallenge(wwwAuthenticate);
    if (!challenge) throw notShown(image, 401, this.#settings);
    if (challenge.scheme === 'bearer') return this.#token(image, challenge);
    const basic = this.#basic();
    if (basic) return basic;
    throw new RefusedError(
      `${image.host} asks for a user to show ${nameOf(
        image,
      )}: add it under previewEnvironments.registries`,
    );
  }

  async #token(
    image: ImageReference,
    challenge: Extract<Challenge, { scheme: 'bearer' }>,
  ): Promise<string> {
    const url = this.#tokenUrl(image, challenge);
    const answer = await this.#http.send({
      method: 'GET',
      url: url.href,
      accept: 'application/json',
      authorization: this.#basic(),
    });
    if (!answer.ok) {
      await answer.body?.cancel();
      throw this.#refusal(image, url, answer);
    }
    const body = await readBody(answer, url.host, largestAnswer);
    const { token, lifeMilliseconds } = parseToken(body);
    if (!token) {
      throw new WaitingError(
        `${url.host} answered without a token for ${nameOf(image)}`,
      );
    }
    const header = `Bearer ${token}`;
    const expiresAt =
      this.#now().getTime() + lifeMilliseconds - slackMilliseconds;
    this.#tokens.set(image.repository, { header, expiresAt });
    return header;
  }

  #tokenUrl(
    image: ImageReference,
    { realm, service, scope }: Extract<Challenge, { scheme: 'bearer' }>,
  ): URL {
    const { host, insecure = false, tokenHosts = [] } = this.#settings;
    if (!isTrustedRealm(realm, { host, insecure, tokenHosts })) {
      throw new RefusedError(
        `${host} sends us to ${realm.slice(
          0,
          200,
        )} for a token, which is outside of its domain or not HTTPS: allow that host by tokenHosts under previewEnvironments.registries`,
      );
    }
    const url = new URL(realm);
    if (service) url.searchParams.set('service', service);
    url.searchParams.set(
      'scope',
      scope ?? `repository:${image.repository}:pull`,
    );
    return url;
  }

  #refusal(image: ImageReference, url: URL, answer: Response): Error {
    if (answer.status === 401 && this.#basic()) {
      return new RefusedError(
        `${image.host} does not accept the user and password of previewEnvironments.registries`,
      );
    }
    // Registries refuse the token for what may not be seen, which is all that can be said of what does not exist yet.
    return [401, 403, 404].includes(answer.status)
      ? notShown(image, answer.status, this.#settings)
      : outage(url.host, answer);
  }

  #basic(): string | undefined {
    const { username, password } = this.#settings;
    if (!username || !password) return undefined;
    return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  }
}

function parseToken(body: Buffer) {
  try {
    return tokenAnswer.parse(JSON.parse(body.toString('utf8')));
  } catch {
    // Said by the caller, as an answer without a token.
    return { token: undefined, lifeMilliseconds: 0 };
  }
}
