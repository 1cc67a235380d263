import { apiHost, ImageReference } from './imageReference';
import { manifestTypes } from './manifest';
import { RegistryHttp } from './RegistryHttp';
import { RegistryIdentity } from './RegistryIdentity';
import { RegistryTokens } from './RegistryTokens';
import { notShown, RegistrySettings } from './settings';

const accepted = manifestTypes.join(', ');

/** What registries answer to those whose user or token is not good any more. */
const mayBeOver = [400, 403];

/** Asks one registry for manifests, with the token that it asks for in turn. */
export class RegistryClient {
  readonly #settings: RegistrySettings;
  readonly #http: RegistryHttp;
  readonly #tokens: RegistryTokens;

  constructor(options: {
    settings: RegistrySettings;
    http: RegistryHttp;
    identity: RegistryIdentity;
    now: () => Date;
  }) {
    this.#settings = options.settings;
    this.#http = options.http;
    this.#tokens = new RegistryTokens(options);
  }

  /** The answer, unless it refuses us. `reference` is a tag or a digest. The caller reads or cancels the body. */
  async manifest(
    method: 'HEAD' | 'GET',
    image: ImageReference,
    reference: string = image.tag,
  ): Promise<Response> {
    const scheme = this.#settings.insecure ? 'http' : 'https';
    const request = {
      method,
      url: `${scheme}://${apiHost(image.host)}/v2/${
        image.repository
      }/manifests/${reference}`,
      headers: { accept: accepted },
    };
    const known = this.#tokens.known(image);
    let answer = await this.#http.follow({ ...request, authorization: known });
    if (known !== undefined && mayBeOver.includes(answer.status)) {
      await answer.body?.cancel();
      this.#tokens.renew(image);
      answer = await this.#http.follow({
        ...request,
        authorization: undefined,
      });
    }
    if (answer.status === 401) {
      await answer.body?.cancel();
      const asked = answer.headers.get('www-authenticate');
      const authorization = await this.#tokens.authorize(image, asked);
      answer = await this.#http.follow({ ...request, authorization });
    }
    if (answer.status !== 401 && answer.status !== 403) return answer;
    await answer.body?.cancel();
    this.#tokens.drop(image);
    throw notShown(image, answer.status, this.#settings);
  }
}
