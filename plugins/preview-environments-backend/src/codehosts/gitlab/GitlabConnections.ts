import { createHash } from 'node:crypto';
import {
  GitLabIntegrationConfig,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import {
  RefusedError,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { Identity } from '../requests';

/** Who we are in a request. */
export interface GitlabIdentity extends Identity {
  kind: 'token' | 'none';
  token: string | undefined;
}

/** A group, a subgroup or a project as GitLab names them; `.` and `..` would leave the path of a request. */
const segment = /^(?!\.{1,2}$)[\w.-]{1,255}$/;

/** The hosts of `integrations.gitlab`: how each is reached, and who we are there. */
export class GitlabConnections {
  readonly #integrations: ScmIntegrationRegistry;

  constructor(integrations: ScmIntegrationRegistry) {
    this.#integrations = integrations;
  }

  serves(host: string): boolean {
    return this.#integrations.gitlab.byHost(host) !== undefined;
  }

  /** Where the paths of requests begin, without a slash at its end. */
  apiBaseUrl(host: string): string {
    return this.#config(host).apiBaseUrl.replace(/\/+$/, '');
  }

  identify({ host }: Pick<RepositoryRef, 'host'>): GitlabIdentity {
    const { token } = this.#config(host);
    return { kind: token ? 'token' : 'none', token, id: nameOf(token) };
  }

  #config(host: string): GitLabIntegrationConfig {
    const integration = this.#integrations.gitlab.byHost(host);
    if (integration) return integration.config;
    throw new RefusedError(
      `${host} is not configured: add it under integrations.gitlab`,
    );
  }
}

/** `acme/shop/web`, of which the owner is `acme/shop`. Throws a RefusedError for what is not the name of a project. */
export function fullPathOf({ host, owner, name }: RepositoryRef): string {
  const fullPath = `${owner}/${name}`;
  if (fullPath.split('/').every(part => segment.test(part))) return fullPath;
  throw new RefusedError(`${fullPath} is not the name of a project on ${host}`);
}

/** The other way round: of `acme/shop/web`, the owner is `acme/shop`. */
export function namesIn(
  fullPath: string,
): Pick<RepositoryRef, 'owner' | 'name'> {
  const end = fullPath.lastIndexOf('/');
  return { owner: fullPath.slice(0, end), name: fullPath.slice(end + 1) };
}

function nameOf(token: string | undefined): string {
  return createHash('sha256')
    .update(token ?? '')
    .digest('hex');
}
