import { RefusedError } from '@previewenv/plugin-preview-environments-node';
import { parseFamiliarName } from '@swimlane/docker-reference';

/** Where an image is asked for. */
export interface ImageReference {
  /** As people and configuration name the registry: `ghcr.io`, `docker.io`, `localhost:5000`. */
  host: string;
  /** Without the host: `acme/web`. */
  repository: string;
  tag: string;
}

/** The distribution specification's form of a tag. */
const tagForm = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

/** Reads a name as container runtimes do: `nginx` is `docker.io/library/nginx`. */
export function parseImage(image: {
  name: string;
  tag: string;
}): ImageReference {
  const { domain, repository, tag, digest } = parseName(image.name);
  if (!domain || !repository || tag || digest) {
    throw new RefusedError(
      `${image.name} is not the name of an image without tag and digest, like ghcr.io/acme/web`,
    );
  }
  if (!tagForm.test(image.tag)) {
    throw new RefusedError(
      `${image.tag} is not a tag that ${image.name} can have`,
    );
  }
  return { host: domain, repository, tag: image.tag };
}

/** How a registry is named in configuration, brought to the form that images have. */
export function canonicalHost(host: string): string {
  const lower = host.toLowerCase();
  const dockerHub = ['index.docker.io', 'registry-1.docker.io'];
  return dockerHub.includes(lower) ? 'docker.io' : lower;
}

/** The address that answers for a registry. */
export function apiHost(host: string): string {
  return host === 'docker.io' ? 'registry-1.docker.io' : host;
}

/** As it is written for people. */
export function nameOf({ host, repository, tag }: ImageReference): string {
  return `${host}/${repository}:${tag}`;
}

function parseName(name: string) {
  try {
    return parseFamiliarName(name);
  } catch (error) {
    throw new RefusedError(
      `${name} is not the name of an image, like ghcr.io/acme/web`,
      { cause: error },
    );
  }
}
