import type { Entity } from '@backstage/catalog-model';
import {
  DEFINITION_ANNOTATION,
  type Diagnosis,
  type Orphan,
  type Preview,
  type PreviewComponent,
  type WatchedRepository,
} from '@previewenv/plugin-preview-environments-common';

/** A component that has opted in. */
export const watchedEntity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'web',
    namespace: 'default',
    annotations: {
      [DEFINITION_ANNOTATION]: 'preview.yaml',
      'github.com/project-slug': 'acme/web',
    },
  },
  spec: { type: 'service', owner: 'group:default/shop', lifecycle: 'test' },
};

/** A component that has not. */
export const unwatchedEntity: Entity = {
  ...watchedEntity,
  metadata: { ...watchedEntity.metadata, annotations: {} },
};

/** A preview in the phase `ready`, with what matters to a test laid over it. */
export function aPreview(overrides: Partial<Preview> = {}): Preview {
  const { id = 'web-pr-42' } = overrides;
  return {
    id,
    repository: {
      host: 'github.com',
      owner: 'acme',
      name: 'web',
      slug: 'acme/web',
    },
    pullRequest: {
      number: 42,
      title: 'Add a cart badge',
      author: 'alice',
      headSha: '1a2b3c4d5e6f',
      headRef: 'feature/cart-badge',
      url: 'https://github.com/acme/web/pull/42',
    },
    phase: 'ready',
    reason: 'It answered with 1a2b3c4.',
    url: `http://${id}.preview.test`,
    liveSha: '1a2b3c4d5e6f',
    components: [aComponent()],
    createdAt: '2026-01-01T10:00:00.000Z',
    kept: false,
    blockedBy: [],
    mode: 'on',
    actions: [
      { name: 'redeploy', allowed: true },
      { name: 'delete', allowed: true },
    ],
    ...overrides,
  };
}

export function aComponent(
  overrides: Partial<PreviewComponent> = {},
): PreviewComponent {
  return {
    name: 'web',
    entityRef: 'component:default/web',
    image: 'ghcr.io/acme/web:pr-42-1a2b3c4',
    health: 'healthy',
    urls: [],
    ...overrides,
  };
}

/** The gateway calls web, web calls cart without the key, and nobody knows of payments. */
export function aDiagnosis(overrides: Partial<Diagnosis> = {}): Diagnosis {
  return {
    askedAt: '2026-01-01T10:00:00.000Z',
    url: 'http://web-pr-42.preview.test/',
    status: 200,
    traceId: '0af7651916cd43dd8448eb211c80319c',
    nodes: [
      { name: 'web', previewed: true },
      { name: 'cart', previewed: false },
      { name: 'payments', previewed: false },
    ],
    edges: [
      { to: 'web', verdict: 'arrived', evidence: ['The edge route answered.'] },
      {
        from: 'web',
        to: 'cart',
        verdict: 'lost',
        evidence: ['cart answers that it got no key from web.'],
      },
      {
        from: 'cart',
        to: 'payments',
        verdict: 'unknown',
        evidence: ['Nobody saw such a call.'],
      },
    ],
    sources: [{ name: 'Edge route', sightings: 1 }],
    ...overrides,
  };
}

export function anOrphan(overrides: Partial<Orphan> = {}): Orphan {
  return {
    id: 'dev:web-pr-7',
    previewId: 'web-pr-7',
    cluster: 'dev',
    objects: [
      {
        cluster: 'dev',
        apiVersion: 'v1',
        kind: 'Namespace',
        name: 'pv-web-pr-7',
      },
    ],
    reason: 'Its preview is gone since yesterday.',
    foundAt: '2026-01-01T10:00:00.000Z',
    state: 'suspected',
    ...overrides,
  };
}

export function aRepository(
  overrides: Partial<WatchedRepository> = {},
): WatchedRepository {
  return {
    host: 'github.com',
    owner: 'acme',
    name: 'web',
    definition: 'preview.yaml',
    triggerLabels: ['preview'],
    problems: [],
    ...overrides,
  };
}
