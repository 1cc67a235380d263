import { Adoptable, AdoptableSettings, gatewayRef } from './adoption';
import { callbackRoute, oidcOf, redirectUriOf } from './oidc';
import { ExternalAuth, Protection } from './protection';

type EnvoyGatewayProtection = Extract<Protection, { type: 'envoy-gateway' }>;

/**
 * A SecurityPolicy on the listener. It lies beside the Gateway, as its target and its Secret have to (Envoy Gateway,
 * SecurityPolicySpec and OIDC.clientSecret), so that no grant is needed.
 */
export function envoyGatewayLogin(
  settings: AdoptableSettings,
  protection: EnvoyGatewayProtection,
): Adoptable[] {
  const { namespace, name, listener } = settings;
  const { externalAuth, oidc } = protection;
  const policy: Adoptable = {
    purpose: 'login',
    explanation: [
      `Asks for a login in front of everything on ${
        listener
          ? `the listener ${listener}`
          : 'the Gateway, because gateway.listener is not set'
      }. Apply it${needs(settings, protection)}.`,
      'Where a route has a SecurityPolicy of its own, that one counts instead.',
    ].join(' '),
    object: {
      apiVersion: 'gateway.envoyproxy.io/v1alpha1',
      kind: 'SecurityPolicy',
      metadata: { name: 'previews-login', namespace },
      spec: {
        targetRefs: [gatewayRef(name, listener)],
        ...(externalAuth && { extAuth: extAuthOf(externalAuth) }),
        ...(oidc && oidcOf(settings, oidc, protection.probeKey)),
      },
    },
  };
  return oidc?.callback
    ? [policy, callbackRoute(settings, oidc, oidc.callback)]
    : [policy];
}

function needs(
  settings: AdoptableSettings,
  { externalAuth, oidc }: EnvoyGatewayProtection,
): string {
  const { namespace } = settings;
  if (externalAuth?.namespace && externalAuth.namespace !== namespace)
    return `, with a ReferenceGrant in ${externalAuth.namespace} for SecurityPolicies of ${namespace}`;
  if (!oidc) return '';
  return `, with the Secret ${namespace}/${
    oidc.clientSecretName
  } (key client-secret), and allow the client ${
    oidc.clientId
  } the redirect URI ${redirectUriOf(settings, oidc)}`;
}

function extAuthOf({ service, namespace, port }: ExternalAuth): object {
  return {
    // Nobody passes while nobody can be asked.
    failOpen: false,
    http: {
      backendRefs: [{ name: service, port, ...(namespace && { namespace }) }],
    },
  };
}
