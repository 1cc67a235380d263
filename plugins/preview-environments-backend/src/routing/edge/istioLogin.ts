import { Adoptable, AdoptableSettings, gatewayRef } from './adoption';
import {
  keySetOf,
  probeAudience,
  probeIssuer,
  probeTokenHeader,
} from './probeCredential';
import { Jwt, Protection } from './protection';

type IstioProtection = Extract<Protection, { type: 'istio' }>;

const apiVersion = 'security.istio.io/v1';
const otherHosts =
  'Hosts that share the Gateway and need no login go into notHosts of its rule.';

/**
 * Policies on the whole Gateway: one for a listener there is not, and none is made for hosts, because a request whose host has a port
 * would slip past a pattern. They lie in the Gateway's namespace, where alone a Gateway can be a target (Istio, targetRefs).
 */
export function istioLogin(
  settings: AdoptableSettings,
  { provider, jwt, probeKey }: IstioProtection,
): Adoptable[] {
  if (jwt) return tokensOnly(settings, jwt, probeKey);
  return provider === undefined ? [] : [askedProvider(settings, provider)];
}

function askedProvider(
  { namespace, name }: AdoptableSettings,
  provider: string,
): Adoptable {
  return {
    purpose: 'login',
    explanation: `Asks the extension provider ${provider} about every request of the Gateway. Apply it in the Gateway's namespace; without failOpen in the provider's configuration nobody passes while it is silent. ${otherHosts}`,
    object: {
      apiVersion,
      kind: 'AuthorizationPolicy',
      metadata: { name: 'previews-login', namespace },
      spec: {
        targetRefs: [gatewayRef(name)],
        action: 'CUSTOM',
        provider: { name: provider },
        rules: [{}],
      },
    },
  };
}

/** The first believes tokens and refuses false ones; only the second refuses requests without any (Istio, RequestAuthentication). */
function tokensOnly(
  { namespace, name }: AdoptableSettings,
  { issuer, jwksUri, audiences }: Jwt,
  probeKey: string | undefined,
): Adoptable[] {
  const metadata = { name: 'previews-login', namespace };
  const targetRefs = [gatewayRef(name)];
  return [
    {
      purpose: 'login',
      explanation: `Believes tokens of ${issuer}, and refuses false ones, on the whole Gateway. Apply it in the Gateway's namespace, after the AuthorizationPolicy.`,
      object: {
        apiVersion,
        kind: 'RequestAuthentication',
        metadata,
        spec: {
          targetRefs,
          jwtRules: [
            {
              issuer,
              ...(jwksUri && { jwksUri }),
              ...(audiences && { audiences }),
            },
            ...(probeKey === undefined
              ? []
              : [probesOf({ namespace, name }, probeKey)]),
          ],
        },
      },
    },
    {
      purpose: 'login',
      explanation: `Refuses requests of the Gateway that bring no token. Apply it in the Gateway's namespace. ${otherHosts}`,
      object: {
        apiVersion,
        kind: 'AuthorizationPolicy',
        metadata,
        spec: {
          targetRefs,
          action: 'DENY',
          rules: [{ from: [{ source: { notRequestPrincipals: ['*'] } }] }],
        },
      },
    },
  ];
}

function probesOf(
  gateway: Pick<AdoptableSettings, 'namespace' | 'name'>,
  probeKey: string,
): object {
  return {
    issuer: probeIssuer,
    audiences: [probeAudience(gateway)],
    jwks: keySetOf(probeKey),
    fromHeaders: [{ name: probeTokenHeader }],
  };
}
