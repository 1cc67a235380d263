import {
  parsePreviewDefinition,
  PreviewDefinition,
} from '@previewenv/plugin-preview-environments-common';
import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import { CleanupRun } from '../cleanup';
import { ComponentDefinition } from '../components';
import { endless, newLife } from '../expiry';
import { ClusterFacts, ComponentFacts, Observed } from '../facts';
import { PreviewPolicy } from '../policy';
import { ComponentRecord, PreviewRecord } from '../record';

export const previewId = 'web-pr-42';
export const now = new Date('2026-03-01T12:00:00Z');
export const sha = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334';
export const olderSha = '0000000aaaaaaabbbbbbbcccccccdddddddeeeee';

export const policy: PreviewPolicy = {
  instance: 'test',
  namespacePrefix: 'pv-',
  draining: false,
  trust: { forks: 'approve', authors: 'write', drafts: true, bots: true },
  groups: { dependsOn: true, branches: false, labelPrefix: 'preview-group:' },
  expiry: endless,
  closing: { routes: 120_000, applications: 600_000, namespace: 600_000 },
  clusters: {
    dev: {
      hostSuffixes: ['preview.example.com'],
      stableHosts: ['staging.example.com'],
      publicScheme: 'https',
      publicPort: 443,
    },
  },
};

export function minutesAgo(minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000);
}

/** A definition of one component as its author would write it; `spec` replaces top-level fields of it. */
export function definitionOf(
  name: string,
  spec: Record<string, unknown> = {},
): PreviewDefinition {
  const text = JSON.stringify({
    apiVersion: 'preview-environments.io/v1alpha1',
    kind: 'PreviewDefinition',
    metadata: { name },
    spec: {
      cluster: 'dev',
      baseline: { namespace: 'shop', services: ['cart'] },
      images: [
        {
          name: `ghcr.io/acme/${name}`,
          tag: 'pr-{{ pullRequest.number }}-{{ commit.short }}',
          set: { helm: { tag: 'image.tag' } },
        },
      ],
      source: {
        repoURL: 'https://github.com/acme/deploy',
        path: `charts/${name}`,
      },
      routing: {
        host: `${
          name === 'web' ? '' : `${name}-`
        }{{ preview.id }}.preview.example.com`,
        service: { name, port: 80 },
      },
      ...spec,
    },
  });
  const { definition, findings } = parsePreviewDefinition(text);
  if (!definition) throw new Error(JSON.stringify(findings));
  return definition;
}

export function component(
  name = 'web',
  spec: Record<string, unknown> = {},
): ComponentDefinition {
  return {
    name,
    path: `${name}/preview.yaml`,
    entityRefs: [`component:default/${name}`],
    definition: definitionOf(name, spec),
  };
}

export function pullRequest(change: Partial<PullRequest> = {}): PullRequest {
  return {
    repository: {
      host: 'github.com',
      owner: 'acme',
      name: 'web',
      id: '77',
      defaultBranch: 'main',
    },
    number: 42,
    title: 'Change the headline',
    url: 'https://github.com/acme/web/pull/42',
    author: { login: 'octo', bot: false },
    state: 'open',
    draft: false,
    labels: ['preview'],
    head: { sha, ref: 'headline', repositoryId: '77' },
    base: { ref: 'main' },
    updatedAt: '2026-03-01T11:00:00Z',
    closedAt: undefined,
    ...change,
  };
}

/** Who sets the labels of pull requests. */
export const writer = { login: 'dana', bot: false, mayWrite: true };
export const labeler = { login: 'labeler[bot]', bot: true, mayWrite: false };

export const foundImage = {
  name: 'ghcr.io/acme/web',
  tag: 'pr-42-a1b2c3d',
  digest: undefined,
  sha,
};

export function record(change: Partial<PreviewRecord> = {}): PreviewRecord {
  return {
    id: previewId,
    generation: 1,
    repository: pullRequest().repository,
    pullRequest: pullRequest(),
    phase: 'ready',
    reason: '',
    phaseSince: minutesAgo(5),
    blockedBy: [],
    url: 'https://web-pr-42.preview.example.com/',
    liveSha: sha,
    components: [],
    createdAt: minutesAgo(10),
    readyAt: minutesAgo(5),
    expiresAt: undefined,
    kept: false,
    expiry: newLife(minutesAgo(10)),
    admittedAt: minutesAgo(10),
    closedAt: undefined,
    removal: undefined,
    redeploy: undefined,
    resync: undefined,
    release: undefined,
    closing: undefined,
    stuckSince: undefined,
    doubt: undefined,
    comment: undefined,
    answer: undefined,
    cleanup: [],
    clusters: ['dev'],
    objects: [],
    steps: {
      awaitingImageSince: undefined,
      verifyingSince: undefined,
      drainingSince: undefined,
    },
    ...change,
  };
}

/** A component of `web-pr-42` that is up, as it is remembered. */
export function componentRecord(
  name = 'web',
  change: Partial<ComponentRecord> = {},
): ComponentRecord {
  return {
    name,
    entityRefs: [`component:default/${name}`],
    cluster: 'dev',
    namespace: 'pv-web-pr-42',
    application: `web-pr-42-${name}`,
    image: `ghcr.io/acme/${name}:pr-42-a1b2c3d`,
    health: 'healthy',
    reason: undefined,
    images: [],
    urls: [],
    ...change,
  };
}

/** The clean-up Job of `web`, not started yet. */
export function cleanupRun(change: Partial<CleanupRun> = {}): CleanupRun {
  return {
    job: {
      component: 'web',
      cluster: 'dev',
      namespace: 'pv-web-pr-42',
      image: 'ghcr.io/acme/tools:1.4',
      command: ['./drop.sh'],
      args: [],
      env: { DATABASE: 'shop_42' },
      secrets: ['database-admin'],
      deadlineMilliseconds: 10 * 60_000,
      retries: 2,
    },
    round: 0,
    startedAt: undefined,
    result: undefined,
    ...change,
  };
}

/** A component that is up and answers. */
export function upFacts(change: Partial<ComponentFacts> = {}): ComponentFacts {
  return {
    images: [{ state: 'found', image: foundImage }],
    deployment: { state: 'healthy' },
    workload: { state: 'proven' },
    route: { state: 'accepted' },
    probe: { state: 'answered' },
    mesh: [],
    ...change,
  };
}

export const deploymentIdentity = {
  previewId,
  component: 'web',
  cluster: 'dev',
  name: 'web-pr-42-web',
};

/** A cluster that holds everything of the preview. */
export function fullCluster(change: Partial<ClusterFacts> = {}): ClusterFacts {
  return {
    workspace: { state: 'complete' },
    deployments: { state: 'known', found: [deploymentIdentity] },
    routes: { state: 'known', components: ['web'] },
    overrides: { state: 'known', targets: [] },
    ...change,
  };
}

export function emptyCluster(change: Partial<ClusterFacts> = {}): ClusterFacts {
  return {
    workspace: { state: 'absent' },
    deployments: { state: 'known', found: [] },
    routes: { state: 'known', components: [] },
    overrides: { state: 'known', targets: [] },
    ...change,
  };
}

/** A preview of `web` that is ready; `change` says what is different. */
export function observed(change: Partial<Observed> = {}): Observed {
  return {
    policy,
    record: record(),
    pullRequest: pullRequest(),
    components: [component()],
    definitionsProblem: undefined,
    absence: undefined,
    unreadable: undefined,
    people: { authorMayWrite: true, setters: { preview: labeler } },
    admission: undefined,
    removalPermit: undefined,
    clusters: { dev: fullCluster() },
    componentFacts: { web: upFacts() },
    cleanup: {},
    sinceTakeOverMilliseconds: undefined,
    takeOverGraceMilliseconds: 70_000,
    observedAt: now,
    ...change,
  };
}
