import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { KubernetesObject } from '../../kubernetes';
import {
  isLeaving,
  originOf,
  PreviewPolicy,
  PreviewRecord,
} from '../../preview';
import { LinkKey, readLink, sealName, sealOf, signLink } from '../../routing';
import { Store } from '../../store';
import { Caller, Previews } from '../Previews';
import { LinkRequest, Links, LinkTerms, StableLink } from './Links';
import { stableHostsOf } from './entry';

export interface DefaultLinksOptions {
  /** As the caller may see them. */
  previews: Pick<Previews, 'get'>;
  store: Pick<Store, 'get'>;
  policy: () => PreviewPolicy;
  /** The routes of a preview on stable hosts of one cluster. */
  routes: (cluster: string, id: string) => Promise<KubernetesObject[]>;
  /** The first signs; empty when links are not configured. */
  keys: LinkKey[];
  terms: LinkTerms;
  /** The plugin's base URL, as browsers reach it. */
  baseUrl: () => Promise<string>;
  now: () => Date;
}

/** One slash, so that no path becomes another host, and nothing that browsers read as a slash or drop. */
const localPath = /^\/(?![/\\])[^\\\s#]*$/;

export class DefaultLinks implements Links {
  readonly #options: DefaultLinksOptions;

  constructor(options: DefaultLinksOptions) {
    this.#options = options;
  }

  get terms(): LinkTerms | undefined {
    const { keys, terms } = this.#options;
    return keys.length > 0 ? terms : undefined;
  }

  async make(
    id: string,
    { host, path = '/' }: LinkRequest,
    caller: Caller,
  ): Promise<StableLink> {
    const { previews, keys, terms, baseUrl, now } = this.#options;
    if (!localPath.test(path))
      throw new InputError('path has to begin with one slash');
    const { record } = await previews.get(id, caller);
    const hosts = stableHostsOf(record);
    const chosen = host ?? hosts[0];
    if (chosen === undefined || !hosts.includes(chosen))
      throw new ConflictError(
        `${id}: ${
          chosen === undefined
            ? 'its definition names no spec.routing.stableHosts'
            : `${chosen} is not among its stable hosts (${
                hosts.join(', ') || 'none'
              })`
        }.`,
      );
    if (keys.length === 0)
      throw new ConflictError(
        'Links are not configured: previewEnvironments.links is missing.',
      );
    if (isLeaving(record))
      throw new ConflictError(`${id} is being removed: ${record.reason}`);
    const expiresAt = new Date(now().getTime() + terms.linkSeconds * 1_000);
    const token = signLink(keys, {
      previewId: id,
      life: lifeOf(record),
      host: chosen,
      path,
      expiresAt,
    });
    return { url: `${await baseUrl()}/v1/entry/${token}`, expiresAt };
  }

  async objects(id: string, caller: Caller): Promise<KubernetesObject[]> {
    const { previews, routes } = this.#options;
    const { record } = await previews.get(id, caller);
    const clusters = record.components.flatMap(
      ({ cluster, stableHosts = [] }) =>
        stableHosts.length > 0 ? [cluster] : [],
    );
    const found = await Promise.all(
      [...new Set(clusters)].map(cluster => routes(cluster, id)),
    );
    return found.flat();
  }

  async follow(token: string): Promise<string> {
    const { store, keys, policy, now } = this.#options;
    const link = readLink(keys, token, now());
    if (link.state !== 'valid') throw new NotAllowedError(link.reason);
    const { previewId, life, host, path } = link.claims;
    const record = await store.get(previewId);
    if (!record || isLeaving(record))
      throw new NotFoundError(
        `The preview ${previewId} is gone; the link leads nowhere any more.`,
      );
    if (lifeOf(record) !== life)
      throw new NotAllowedError(
        `The link was for an earlier preview ${previewId}; ask for a new one on the preview's page.`,
      );
    const component = record.components.find(({ stableHosts = [] }) =>
      stableHosts.includes(host),
    );
    const cluster = component && policy().clusters[component.cluster];
    if (!cluster)
      throw new NotFoundError(
        `The preview ${previewId} is not reached by ${host} any more.`,
      );
    const target = new URL(path, originOf(cluster, host));
    target.searchParams.set(sealName, sealOf(keys[0], { previewId, life }));
    return target.href;
  }
}

/** As its routes tell it. */
function lifeOf({ createdAt }: PreviewRecord): string {
  return createdAt.toISOString();
}
