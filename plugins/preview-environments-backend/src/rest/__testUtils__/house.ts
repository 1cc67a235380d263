import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { Branch } from '@previewenv/plugin-preview-environments-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import express from 'express';
import { Quota } from '../../codehosts';
import { endless, ExpiryLimits, PreviewRecord } from '../../preview';
import {
  now,
  policy,
  pullRequest,
  sha,
} from '../../preview/__testUtils__/builders';
import { adoptables, LinkKey } from '../../routing';
import { gateway } from '../../routing/__testUtils__/routes';
import { Mode } from '../actions';
import { AuthorizedPreviews } from '../AuthorizedPreviews';
import {
  AuthorizedBranchPreviews,
  BranchPlaces,
  DefaultBranchPreviews,
} from '../branches';
import { createRouter } from '../createRouter';
import { DefaultPreviews } from '../DefaultPreviews';
import { DefaultLinks } from '../links';
import { AuthorizedLeftovers, DefaultLeftovers } from '../orphans';
import { leftoverSources } from './leftovers';
import { storeOf } from './records';

export interface House {
  records?: PreviewRecord[];
  /** Entities that the catalog has but that no caller may read. */
  hidden?: string[];
  /** Entities that the catalog does not have. */
  missing?: string[];
  /** What owners own. */
  owned?: Record<string, string[]>;
  /** Permissions that no caller has. `admin` is denied unless this is given. */
  denied?: string[];
  mode?: Mode;
  /** Of the platform. */
  expiry?: ExpiryLimits;
  quotas?: Quota[];
  /** What signs links. */
  keys?: LinkKey[];
}

/** The one repository that is watched. */
const watched = {
  ref: { host: 'github.com', owner: 'acme', name: 'web' },
  definitions: [
    { path: 'preview.yaml', entityRefs: ['component:default/web'] },
  ],
};
const watchedRepositories = {
  list: () => [watched],
  ofEntity: (entityRef: string) =>
    watched.definitions[0].entityRefs.includes(entityRef) ? watched : undefined,
};

export const adminPermission = 'preview-environments.admin';

/** Previews around records in memory, with a catalog and a permission policy that can be told what to say. */
export function openHouse(house: House = {}) {
  const {
    records = [],
    denied = [adminPermission],
    mode = 'on',
    expiry = endless,
  } = house;
  const store = storeOf(records);
  const catalog = catalogOf(house);
  const permissions = mockServices.permissions.mock();
  permissions.authorize.mockImplementation(async requests =>
    requests.map(({ permission }) => ({
      result: denied.includes(permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
    })),
  );
  const logs = { read: jest.fn(async () => 'started\n') };
  const remains = {
    of: jest.fn(async ({ objects }: PreviewRecord) => objects),
  };
  const repositories = {
    ofEntity: jest.fn(async () => [
      {
        host: 'github.com',
        owner: 'acme',
        name: 'web',
        definition: 'preview.yaml',
        triggerLabels: ['preview'],
        listedAt: new Date('2026-03-01T11:59:00Z'),
        problems: [],
      },
    ]),
  };
  const validation = {
    ofDefinition: jest.fn(async () => [
      { severity: 'error' as const, message: 'unknown field', line: 3 },
    ]),
    ofEntity: jest.fn(async () => [
      {
        severity: 'error' as const,
        message: 'is not one of the configured clusters (dev)',
        field: 'spec.cluster',
      },
    ]),
  };
  const previews = new AuthorizedPreviews({
    previews: new DefaultPreviews({
      store,
      logs,
      remains,
      repositories,
      validation,
      mode,
      expiry,
      longestLease: 14 * 86_400_000,
      now: () => now,
    }),
    permissions,
    catalog,
    auth: mockServices.auth(),
  });
  return {
    previews,
    store,
    catalog,
    permissions,
    logs,
    remains,
    repositories,
    validation,
  };
}

/** The same behind HTTP; responses are checked against the description of the API. */
export function serveHouse(house: House = {}) {
  const parts = openHouse(house);
  const leftovers = leftoverSources();
  const doctor = { examine: jest.fn() };
  const places = new BranchPlaces(watchedRepositories);
  const readBranch = jest.fn<Promise<Branch | undefined>, [unknown, string]>(
    async (_, name) => ({
      repository: pullRequest().repository,
      name,
      headSha: sha,
      url: `https://github.com/acme/web/tree/${name}`,
    }),
  );
  const askForBranch = jest.fn(async ({ until }: { until: Date }) => ({
    id: 'web-br-basket-abcdefgh',
    until,
  }));
  const auditor = mockServices.auditor.mock();
  const auditorEvent = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(auditorEvent);
  const router = createRouter({
    previews: parts.previews,
    branches: new AuthorizedBranchPreviews({
      previews: new DefaultBranchPreviews({
        places,
        codeHost: { readBranch },
        store: { askForBranch },
        terms: { usual: 3 * 86_400_000, longest: 14 * 86_400_000 },
        mode: house.mode ?? 'on',
        now: () => now,
      }),
      places,
      permissions: parts.permissions,
      catalog: parts.catalog,
      auth: mockServices.auth(),
    }),
    leftovers: new AuthorizedLeftovers({
      leftovers: new DefaultLeftovers(leftovers),
      permissions: parts.permissions,
    }),
    doctor,
    links: new DefaultLinks({
      previews: parts.previews,
      store: parts.store,
      policy: () => policy,
      routes: async (cluster, id) => [
        {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'HTTPRoute',
          metadata: { name: `${id}-${cluster}` },
        },
      ],
      keys: house.keys ?? [],
      terms: { linkSeconds: 15 * 60, visitSeconds: 8 * 3_600 },
      baseUrl: async () =>
        'https://portal.example.com/api/preview-environments',
      now: () => now,
    }),
    quotas: () => house.quotas ?? [],
    adoptables: cluster =>
      cluster === 'dev' ? adoptables(gateway) : undefined,
    permissions: parts.permissions,
    catalog: parts.catalog,
    httpAuth: mockServices.httpAuth(),
    auditor,
    mode: house.mode ?? 'on',
    validateResponses: true,
  });
  const app = express().use(router).use(mockErrorHandler());
  return {
    ...parts,
    leftovers,
    doctor,
    app,
    auditor,
    auditorEvent,
    readBranch,
    askForBranch,
  };
}

function catalogOf({ hidden = [], missing = [], owned = {} }: House) {
  const isOurs = (credentials: BackstageCredentials) =>
    JSON.stringify(credentials.principal) ===
    JSON.stringify(mockCredentials.service('plugin:test').principal);
  const read = (ref: string, credentials: BackstageCredentials) =>
    missing.includes(ref) || (hidden.includes(ref) && !isOurs(credentials))
      ? undefined
      : entityOf(ref);
  return {
    getEntitiesByRefs: jest.fn(
      async (
        { entityRefs }: { entityRefs: string[] },
        { credentials }: { credentials: BackstageCredentials },
      ) => ({ items: entityRefs.map(ref => read(ref, credentials)) }),
    ),
    async *streamEntities(request?: { filter?: unknown }) {
      const { 'relations.ownedBy': owner } = request?.filter as {
        'relations.ownedBy': string;
      };
      yield (owned[owner] ?? []).map(entityOf);
    },
  };
}

function entityOf(ref: string): Entity {
  const { kind, namespace, name } = parseEntityRef(ref);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace },
  };
}
