/** What a registry asks for before it answers. */
export type Challenge =
  | {
      scheme: 'bearer';
      realm: string;
      service: string | undefined;
      scope: string | undefined;
    }
  | { scheme: 'basic' };

/** `key="quoted"` or `key=token`, as RFC 9110 writes parameters. */
const parameterForm = /([a-z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi;

/** Reads `WWW-Authenticate`; undefined when it asks for something that is not known here. */
export function parseChallenge(header: string | null): Challenge | undefined {
  const [, scheme, rest] = /^\s*([a-z]+)\s*(.*)$/is.exec(header ?? '') ?? [];
  if (/^basic$/i.test(scheme ?? '')) return { scheme: 'basic' };
  if (!/^bearer$/i.test(scheme ?? '')) return undefined;
  const parameters = new Map<string, string>();
  for (const [, key, quoted, plain] of rest.matchAll(parameterForm)) {
    parameters.set(key.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain);
  }
  const realm = parameters.get('realm');
  if (!realm) return undefined;
  return {
    scheme: 'bearer',
    realm,
    service: parameters.get('service'),
    scope: parameters.get('scope'),
  };
}

/**
 * Whether a registry may send us to that address for a token. The address is the registry's to choose, and definitions choose registries,
 * so that it is kept within the registry's own domain: `registry.gitlab.com` may name `gitlab.com`, `docker.io` may name `auth.docker.io`.
 * Any other host has to be configured.
 */
export function isTrustedRealm(
  realm: string,
  registry: { host: string; insecure: boolean; tokenHosts: string[] },
): boolean {
  if (!URL.canParse(realm)) return false;
  const { protocol, host, hostname, username, password } = new URL(realm);
  if (username || password) return false;
  if (protocol !== 'https:' && !(registry.insecure && protocol === 'http:')) {
    return false;
  }
  if (registry.tokenHosts.includes(host)) return true;
  const own = new URL(`https://${registry.host}`).hostname;
  if (hostname === own) return true;
  const domain = domainOf(own);
  return (
    domain !== undefined &&
    (hostname === domain || hostname.endsWith(`.${domain}`))
  );
}

/** The domain that a registry shares with its token service; undefined for addresses and single names. */
function domainOf(hostname: string): string | undefined {
  const labels = hostname.split('.');
  const isName = labels.length > 1 && /^[a-z]/i.test(labels.at(-1)!);
  if (!isName) return undefined;
  return labels.length === 2 ? hostname : labels.slice(1).join('.');
}
