import { HTTPRoute } from '../../kubernetes';
import { Adoptable, AdoptableSettings, gatewayRef } from './adoption';
import {
  keySetOf,
  probeAudience,
  probeIssuer,
  probeTokenHeader,
} from './probeCredential';
import { Oidc, OidcCallback } from './protection';

/** Not `/oauth2/callback` and `/logout`, Envoy Gateway's own choice, which applications have themselves. */
const callbackPath = '/preview-login/callback';
const logoutPath = '/preview-login/logout';

/** Where the identity provider sends browsers back to, for people: with `<host>` it is every preview's. */
export function redirectUriOf(
  { publicScheme, publicPort }: AdoptableSettings,
  { callback }: Oidc,
): string {
  const origin = (host: string) => {
    const port = { http: 80, https: 443 }[publicScheme];
    return `${publicScheme}://${host}${
      publicPort === port ? '' : `:${publicPort}`
    }`;
  };
  return `${origin(callback?.host ?? '<host>')}${callbackPath}`;
}

/** The parts of a SecurityPolicy that send browsers to sign in, and let probes pass. */
export function oidcOf(
  settings: AdoptableSettings,
  oidc: Oidc,
  probeKey: string | undefined,
): object {
  const { issuer, clientId, clientSecretName, scopes, callback } = oidc;
  return {
    oidc: {
      provider: { issuer },
      clientID: clientId,
      clientSecret: { name: clientSecretName },
      redirectURL: callback
        ? redirectUriOf(settings, oidc)
        : `%REQ(x-forwarded-proto)%://%REQ(:authority)%${callbackPath}`,
      logoutPath,
      ...(callback && { cookieDomain: callback.cookieDomain }),
      ...(scopes.length > 0 && { scopes }),
      // Who brings a probe's header is not sent to the provider, and passes only when what it says is true.
      ...(probeKey && { passThroughAuthHeader: true }),
    },
    ...(probeKey && { jwt: probesOf(settings, probeKey) }),
  };
}

function probesOf(gateway: AdoptableSettings, probeKey: string): object {
  return {
    // People have signed in and bring none. A token that is there and not valid is refused all the same (Envoy Gateway, JWT.optional).
    optional: true,
    providers: [
      {
        name: 'preview-probes',
        issuer: probeIssuer,
        audiences: [probeAudience(gateway)],
        localJWKS: { type: 'Inline', inline: keySetOf(probeKey) },
        extractFrom: { headers: [{ name: probeTokenHeader }] },
      },
    ],
  };
}

/** The policy answers on this host before any backend is asked; whoever comes there by hand is shown to the provider. */
export function callbackRoute(
  { namespace, name, listener }: AdoptableSettings,
  { issuer }: Oidc,
  { host }: OidcCallback,
): Adoptable {
  return {
    purpose: 'login',
    explanation: `Makes ${host} a host of the Gateway, where browsers come back to from the identity provider. Apply it in a namespace that the listener admits.`,
    object: {
      apiVersion: HTTPRoute.apiVersion,
      kind: HTTPRoute.kind,
      metadata: { name: 'previews-login-callback', namespace },
      spec: {
        parentRefs: [{ ...gatewayRef(name, listener), namespace }],
        hostnames: [host],
        rules: [
          {
            filters: [
              {
                type: 'RequestRedirect',
                requestRedirect: {
                  scheme: 'https',
                  hostname: new URL(issuer).hostname,
                  path: { type: 'ReplaceFullPath', replaceFullPath: '/' },
                  statusCode: 302,
                },
              },
            ],
          },
        ],
      },
    },
  };
}
