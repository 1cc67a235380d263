import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { Challenge, isTrustedRealm, parseChallenge } from './challenge';
import { apiHost, ImageReference, nameOf } from './imageReference';
import { outage, readBody, RegistryHttp } from './RegistryHttp';
import { RegistryIdentity } from './RegistryIdentity';
import { keyOf, notShown, RegistrySettings, whoAsks } from './settings';

/** What a token lives when the registry does not say (the distribution project's rule). */
const unnamedLifeSeconds = 60;
/** Taken off a token's life, for the request that it is used for. */
const slackMilliseconds = 10_000;
/** A registry that was once shown a user wants to be shown it each time. */
const shownLifeMilliseconds = 60 * 60_000;
const largestAnswer = 256 * 1024;

const tokenAnswer = z
  .object({
    // Harbor leaves one of them empty.
    token: z.string().optional(),
    access_token: z.string().optional(),
    expires_in: z.number().positive().catch(unnamedLifeSeconds),
  })
  .transform(answer => ({
    token: answer.token || answer.access_token || undefined,
    lifeMilliseconds: answer.expires_in * 1000,
  }));

/** What to send as authorization to one registry: whoever we are, or a token that was got for that. */
export class RegistryTokens {
  readonly #settings: RegistrySettings;
  readonly #http: RegistryHttp;
  readonly #identity: RegistryIdentity;
  readonly #now: () => Date;
  /** By repository, because a token is for one. */
  readonly #tokens = new LRUCache<
    string,
    { header: string; expiresAt: number }
  >({ max: 1_000 });

  constructor(options: {
    settings: RegistrySettings;
    http: RegistryHttp;
    identity: RegistryIdentity;
    now: () => Date;
  }) {
    this.#settings = options.settings;
    this.#http = options.http;
    this.#identity = options.identity;
    this.#now = options.now;
  }

  /** A token that still lives. */
  known({ repository }: ImageReference): string | undefined {
    const token = this.#tokens.get(repository);
    return token && token.expiresAt > this.#now().getTime()
      ? token.header
      : undefined;
  }

  /** What was used for that repository is used no more: it does not help. */
  drop({ repository }: ImageReference): void {
    this.#tokens.delete(repository);
  }

  /**
   * The same, and a cloud is asked anew who we are. Amazon ECR answers 403 to a user whose time is over, and its public registry 400 to
   * such a token, where the specification has 401 for both.
   */
  renew(image: ImageReference): void {
    this.drop(image);
    this.#identity.forget();
  }

  /** Answers what the registry asked for with its 401. */
  async authorize(
    image: ImageReference,
    wwwAuthenticate: string | null,
  ): Promise<string> {
    this.drop(image);
    const challenge = parseChallenge(wwwAuthenticate);
    if (!challenge) throw notShown(image, 401, this.#settings);
    if (challenge.scheme === 'bearer') return this.#token(image, challenge);
    const basic = await this.#identity.header();
    if (basic) {
      this.#remember(image, basic, shownLifeMilliseconds);
      return basic;
    }
    throw new RefusedError(
      `${image.host} asks for a user to show ${nameOf(
        image,
      )}: add it under ${keyOf(image)}`,
    );
  }

  async #token(
    image: ImageReference,
    challenge: Extract<Challenge, { scheme: 'bearer' }>,
  ): Promise<string> {
    const url = this.#tokenUrl(image, challenge);
    const basic = await this.#identity.header();
    const answer = await this.#http.send({
      method: 'GET',
      url: url.href,
      isKnown: url.hostname === hostnameOf(image),
      headers: {
        accept: 'application/json',
        ...(basic !== undefined && { authorization: basic }),
      },
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
    this.#remember(image, header, lifeMilliseconds);
    return header;
  }

  #remember(
    { repository }: ImageReference,
    header: string,
    lifeMilliseconds: number,
  ): void {
    const expiresAt =
      this.#now().getTime() + lifeMilliseconds - slackMilliseconds;
    this.#tokens.set(repository, { header, expiresAt });
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
        )} for a token, which is outside of its domain or not HTTPS: allow that host by tokenHosts under ${keyOf(
          { host },
        )}`,
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
    const who = whoAsks(this.#settings);
    if (answer.status === 401 && who) {
      return new RefusedError(
        `${image.host} does not accept ${who}: see ${keyOf(image)}`,
      );
    }
    // Registries refuse the token for what may not be seen, which is all that can be said of what does not exist yet.
    return [401, 403, 404].includes(answer.status)
      ? notShown(image, answer.status, this.#settings)
      : outage(url.host, answer);
  }
}

function hostnameOf({ host }: ImageReference): string {
  return new URL(`https://${apiHost(host)}`).hostname;
}

function parseToken(body: Buffer) {
  try {
    return tokenAnswer.parse(JSON.parse(body.toString('utf8')));
  } catch {
    // Said by the caller, as an answer without a token.
    return { token: undefined, lifeMilliseconds: 0 };
  }
}
