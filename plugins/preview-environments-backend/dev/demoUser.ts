import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';

/** Guest tokens of the auth backend, each used until shortly before it expires. */
class DemoTokens {
  readonly #port: number;
  #token: string | undefined;
  #expiresAt = 0;

  constructor(port: number) {
    this.#port = port;
  }

  async get(): Promise<string> {
    if (this.#token && Date.now() < this.#expiresAt - 60_000)
      return this.#token;
    const response = await fetch(
      `http://127.0.0.1:${this.#port}/api/auth/guest/refresh`,
      {
        headers: { 'x-requested-with': 'XMLHttpRequest' },
      },
    );
    if (!response.ok)
      throw new Error(`The guest provider answered ${response.status}`);
    const { backstageIdentity } = (await response.json()) as {
      backstageIdentity: { token: string; expiresInSeconds?: number };
    };
    this.#token = backstageIdentity.token;
    this.#expiresAt =
      Date.now() + (backstageIdentity.expiresInSeconds ?? 3600) * 1000;
    return this.#token;
  }
}

/**
 * Calls to our API without a token count as the demo user, so that curl works in the sandbox. Browsers send an Origin header with
 * everything that could change something; such calls keep needing a token, else any web page could act as the demo user.
 */
export const demoUser = rootHttpRouterServiceFactory({
  configure: ({ app, config, applyDefaults }) => {
    const port = config.getNumber('backend.listen.port');
    const tokens = new DemoTokens(port);
    app.use((request, _response, next) => {
      const { authorization, origin } = request.headers;
      if (
        authorization ||
        origin ||
        !request.path.startsWith('/api/preview-environments/')
      ) {
        next();
        return;
      }
      tokens.get().then(token => {
        request.headers.authorization = `Bearer ${token}`;
        next();
      }, next);
    });
    applyDefaults();
  },
});
