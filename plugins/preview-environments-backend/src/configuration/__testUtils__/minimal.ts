import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readConfiguration } from '../readConfiguration';

/** The least that `previewEnvironments` has to say. */
export const minimal = {
  instance: 'platform',
  clusters: {
    dev: {
      credentials: { type: 'in-cluster' },
      argocd: { project: 'previews' },
      gateway: { namespace: 'infra', name: 'edge' },
      hostSuffixes: ['preview.example.com'],
    },
  },
};

/** Reads the least, with `more` beside it and `dev` in its cluster. */
export function readMinimal(more: object = {}, dev: object = {}) {
  const clusters = { dev: { ...minimal.clusters.dev, ...dev } };
  const previewEnvironments = { ...minimal, clusters, ...more };
  return readConfiguration(
    new ConfigReader({ previewEnvironments } as JsonObject),
  )!;
}
