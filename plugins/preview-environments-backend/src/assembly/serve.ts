import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { CodeHost } from '@previewenv/plugin-preview-environments-node';
import { Quota } from '../codehosts';
import { PreviewEnvironmentsConfiguration } from '../configuration';
import { Doctor } from '../doctor';
import { Remains } from '../remains';
import { Definitions, WatchedRepositories } from '../repositories';
import {
  AuthorizedBranchPreviews,
  AuthorizedLeftovers,
  AuthorizedPreviews,
  BranchPlaces,
  createRouter,
  DefaultBranchPreviews,
  DefaultLinks,
  DefaultPreviews,
  Leftovers,
} from '../rest';
import { DefaultStore } from '../store';
import { KeyStripping } from '../stripping';
import { DefaultValidation, MeshPolicies } from '../validate';
import { ClusterParts } from './ClusterParts';
import { PodLogs } from './PodLogs';
import { RepositoryViews } from './RepositoryViews';
import type { Services } from './start';

/** Puts the REST API behind the plugin's address. */
export function serve(
  services: Services,
  mode: PreviewEnvironmentsConfiguration['mode'],
  rooms: {
    parts: ClusterParts;
    store: DefaultStore;
    codeHost: CodeHost;
    repositories: WatchedRepositories;
    definitions: Definitions;
    leftovers: Leftovers;
    doctor: Doctor;
    /** Of previews of branches, in milliseconds. */
    lease: { usual: number; longest: number };
    quotas: () => Quota[];
  },
): void {
  const { auditor, auth, catalog, config, httpAuth, httpRouter, permissions } =
    services;
  const { links } = rooms.parts;
  const shownMode = mode === 'observe' ? 'observe' : 'on';
  const stripping = new KeyStripping({
    settings: rooms.parts.keyStripping,
    gateway: cluster => rooms.parts.gateway(cluster).address(),
    store: rooms.store,
  });
  const mesh = new MeshPolicies({
    client: rooms.parts.client,
    namespaces: rooms.parts.previewNamespaces,
  });
  const previews = new DefaultPreviews({
    store: rooms.store,
    logs: new PodLogs(rooms.parts),
    remains: new Remains({ clusters: rooms.parts.remains }),
    repositories: new RepositoryViews(rooms),
    validation: new DefaultValidation({
      catalog,
      auth,
      codeHost: rooms.codeHost,
      repositories: rooms.repositories,
      policy: rooms.parts.policy,
      surroundings: [
        ({ spec: { cluster } }) => stripping.findings(cluster),
        definition => mesh.findings(definition),
      ],
    }),
    mode: shownMode,
    expiry: rooms.parts.policy().expiry,
    longestLease: rooms.lease.longest,
    now: () => new Date(),
  });
  const places = new BranchPlaces(rooms.repositories);
  const branches = new AuthorizedBranchPreviews({
    previews: new DefaultBranchPreviews({
      places,
      codeHost: rooms.codeHost,
      store: rooms.store,
      terms: rooms.lease,
      mode: shownMode,
      now: () => new Date(),
    }),
    places,
    permissions,
    catalog,
    auth,
  });
  const authorized = new AuthorizedPreviews({
    previews,
    permissions,
    catalog,
    auth,
  });
  httpRouter.use(
    createRouter({
      previews: authorized,
      branches,
      links: new DefaultLinks({
        previews: authorized,
        store: rooms.store,
        policy: rooms.parts.policy,
        routes: (cluster, id) => rooms.parts.routed(cluster).stable.shown(id),
        keys: links?.keys ?? [],
        terms: {
          linkSeconds: links ? secondsOf(links.lifetime) : 0,
          visitSeconds: links ? secondsOf(links.cookie) : 0,
        },
        baseUrl: async () => `${baseUrlOf(config)}/api/preview-environments`,
        now: () => new Date(),
      }),
      adoptables: rooms.parts.adoptables,
      quotas: rooms.quotas,
      permissions,
      leftovers: new AuthorizedLeftovers({
        leftovers: rooms.leftovers,
        permissions,
      }),
      doctor: rooms.doctor,
      catalog,
      httpAuth,
      auditor,
      mode: shownMode,
    }),
  );
  // A browser that follows a link is nobody: the link's signature is all that it brings.
  httpRouter.addAuthPolicy({ path: '/v1/entry', allow: 'unauthenticated' });
}

function secondsOf(duration: HumanDuration): number {
  return durationToMilliseconds(duration) / 1_000;
}

/** Where browsers reach the backend. */
function baseUrlOf(config: Services['config']): string {
  return config.getString('backend.baseUrl').replace(/\/+$/, '');
}
