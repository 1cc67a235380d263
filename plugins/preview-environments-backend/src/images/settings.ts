import { WaitingError } from '@previewenv/plugin-preview-environments-node';
import { ImageReference, nameOf } from './imageReference';

/** A registry as the platform configured it, under `previewEnvironments.registries`. */
export interface RegistrySettings {
  /** `ghcr.io`, `docker.io`, `registry.example.com:5000`. */
  host: string;
  username?: string;
  password?: string;
  /** Plain HTTP. Any other registry is asked by HTTPS, so that a definition cannot choose what is spoken to inside the network. */
  insecure?: boolean;
  /** Hosts outside of the registry's domain that it may name for tokens. */
  tokenHosts?: string[];
}

/** After this an image that was not shown is asked for again. */
const pauseMilliseconds = 60_000;

/** Registries answer alike for what may not be seen and for a repository that nothing was pushed to yet. */
export function notShown(
  image: ImageReference,
  status: number,
  { username }: RegistrySettings,
): WaitingError {
  const cure = username
    ? `${username} may not pull it`
    : 'it needs a user under previewEnvironments.registries';
  return new WaitingError(
    `${nameOf(image)} is not shown by ${
      image.host
    } (${status}): it is not pushed yet, or ${cure}`,
    { afterMilliseconds: pauseMilliseconds },
  );
}
