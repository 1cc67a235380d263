import { ProbeStatus } from '../preview';
import { Protection, refusesStrangers } from '../routing';

/**
 * A preview that answers anybody although the platform wants a login in front of it is not ready but exposed. Where the login stands
 * further out than the gateway that probes dial, an answer is what it should be.
 */
export function demandLogin(
  status: ProbeStatus,
  {
    host,
    cluster,
    protection,
  }: { host: string; cluster: string; protection: Protection },
): ProbeStatus {
  if (
    status.state !== 'answered' ||
    status.login ||
    !refusesStrangers(protection)
  )
    return status;
  return {
    state: 'failed',
    hop: { hop: 'login', status: 200 },
    reason: `${host} answers without a login, although clusters.${cluster}.protection asks for one: anybody can open it. ${
      protection.type === 'traefik'
        ? 'Does Traefik read middlewares of all namespaces?'
        : `Adopt the login object of GET /v1/clusters/${cluster}/adoptable.`
    }`,
  };
}
