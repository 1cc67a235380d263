import { Adoptable, AdoptableSettings } from './adoption';
import { envoyGatewayLogin } from './envoyGatewayLogin';
import { istioLogin } from './istioLogin';
import { keyStripping } from './keyStripping';

/** All objects that a cluster's platform should adopt; those for its implementation, and what works with any where none is said. */
export function adoptables(settings: AdoptableSettings): Adoptable[] {
  return [keyStripping(settings), ...login(settings)];
}

/** Logins that belong to the Gateway or its listener; Traefik's go with each route. */
function login(settings: AdoptableSettings): Adoptable[] {
  const { protection } = settings;
  switch (protection.type) {
    case 'envoy-gateway':
      return envoyGatewayLogin(settings, protection);
    case 'istio':
      return istioLogin(settings, protection);
    default:
      return [];
  }
}
