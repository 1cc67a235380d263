import { WaitingError } from '@previewenv/plugin-preview-environments-node';
import { apiHost, ImageReference, nameOf } from './imageReference';

/** Clouds whose identity of the backend can be turned into a user of their registries. */
export type Cloud = 'aws' | 'google';

/** A registry as the platform configured it, under `previewEnvironments.registries`. */
export interface RegistrySettings {
  /** `ghcr.io`, `docker.io`, `registry.example.com:5000`. */
  host: string;
  username?: string;
  password?: string;
  /** The backend's own identity in that cloud, instead of a user and a password. */
  signIn?: Cloud;
  /** Plain HTTP. Any other registry is asked by HTTPS, so that a definition cannot choose what is spoken to inside the network. */
  insecure?: boolean;
  /** Hosts outside of the registry's domain that it may name for tokens. */
  tokenHosts?: string[];
}

/** As people write them. */
const cloudNames: Record<Cloud, string> = {
  aws: 'AWS',
  google: 'Google Cloud',
};

/** After this an image that was not shown is asked for again. */
const pauseMilliseconds = 60_000;

/** Who we are at a registry, for people; undefined when we are nobody. */
export function whoAsks({
  username,
  signIn,
}: RegistrySettings): string | undefined {
  if (signIn) return `the ${cloudNames[signIn]} identity of the backend`;
  return username;
}

/** Where people change who asks a registry. */
export function keyOf({ host }: { host: string }): string {
  return `previewEnvironments.registries, at the host ${host}`;
}

/** Registries answer alike for what may not be seen and for a repository that nothing was pushed to yet. */
export function notShown(
  image: ImageReference,
  status: number,
  settings: RegistrySettings,
): WaitingError {
  const who = whoAsks(settings);
  const cure = who
    ? `${who} may not pull it`
    : `it needs a user under ${keyOf(image)}`;
  return new WaitingError(
    `${nameOf(image)} is not shown by ${
      image.host
    } (${status}): it is not pushed yet, or ${cure}`,
    { afterMilliseconds: pauseMilliseconds },
  );
}

/** The hosts that the platform trusts by naming them, as URLs have them. */
export function configuredHosts(settings: RegistrySettings[]) {
  const insecure = new Set<string>();
  const trusted = new Set<string>();
  for (const { host, insecure: plain, tokenHosts = [] } of settings) {
    const own = hostIn(`${plain ? 'http' : 'https'}://${apiHost(host)}`);
    if (plain) insecure.add(own);
    for (const one of [own, ...tokenHosts]) trusted.add(one);
  }
  return { insecure, trusted };
}

/** Without the port that the scheme has anyway. What is no host can't be asked for either. */
function hostIn(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
