import { apiHost, ImageReference } from './imageReference';
import { RegistryHttp } from './RegistryHttp';
import { RegistryTokens } from './RegistryTokens';
import { notShown, RegistrySettings } from './settings';

/** Images of one platform and indexes of several, in the formats of OCI and Docker. */
const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** Asks one registry for manifests, with the token that it asks for in turn. */
export class RegistryClient {
  readonly #settings: RegistrySettings;
  readonly #http: RegistryHttp;
  readonly #tokens: RegistryTokens;

  constructor(settings: RegistrySettings, http: RegistryHttp, now: () => Date) {
    this.#settings = settings;
    this.#http = http;
    this.#tokens = new RegistryTokens(settings, http, now);
  }

  /** The answer, unless it refuses us. The caller reads or cancels the body. */
  async manifest(
    method: 'HEAD' | 'GET',
    image: ImageReference,
  ): Promise<Response> {
    const scheme = this.#settings.insecure ? 'http' : 'https';
    const request = {
      method,
      url: `${scheme}://${apiHost(image.host)}/v2/${
        image.repository
      }/manifests/${image.tag}`,
      accept: manifestTypes,
    };
    let answer = await this.#http.follow({
      ...request,
      authorization: this.#tokens.known(image),
    });
    if (answer.status === 401) {
      await answer.body?.cancel();
      const asked = answer.headers.get('www-authenticate');
      const authorization = await this.#tokens.authorize(image, asked);
      answer = await this.#http.follow({ ...request, authorization });
    }
    if (answer.status !== 401 && answer.status !== 403) return answer;
    await answer.body?.cancel();
    throw notShown(image, answer.status, this.#settings);
  }
}
