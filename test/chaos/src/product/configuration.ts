import { stringify } from 'yaml';
import {
  applicationNamespace,
  deletionCap,
  instance,
  owner,
  sweepSeconds,
  webhookSecret,
} from '../places';

export interface ConfigurationOptions {
  port: number;
  database: { host: string; port: number; user: string };
  /** The code host as its own answers name it: `localhost:7008`. */
  codeHost: string;
  /** Where requests to it go. */
  codeHostPort: number;
  kubeconfig: string;
  gateway: { host: string; port: number };
  hostSuffix: string;
  registryHost: string;
  catalog: string;
  leaseSeconds: number;
}

/** The product's configuration, with the short intervals that let a run of minutes stand for days. */
export function configurationOf(options: ConfigurationOptions): string {
  const { database, codeHost, codeHostPort } = options;
  const api = `http://127.0.0.1:${codeHostPort}`;
  return stringify({
    backend: {
      database: {
        client: 'pg',
        connection: database,
        knexConfig: { pool: { min: 0, max: 12 } },
      },
    },
    integrations: {
      github: [
        {
          host: codeHost,
          apiBaseUrl: `${api}/api/v3`,
          rawBaseUrl: `${api}/raw`,
          token: 'chaos',
        },
      ],
    },
    events: { modules: { github: { webhookSecret } } },
    catalog: {
      rules: [{ allow: ['Component', 'System', 'Group', 'User'] }],
      locations: [{ type: 'file', target: options.catalog }],
    },
    previewEnvironments: {
      instance,
      mode: 'on',
      clusters: {
        dev: {
          credentials: { type: 'kubeconfig', path: options.kubeconfig },
          argocd: { namespace: applicationNamespace, project: 'previews' },
          gateway: {
            namespace: 'infra',
            name: 'edge',
            listener: 'preview',
            addresses: [`${options.gateway.host}:${options.gateway.port}`],
            publicScheme: 'http',
            publicPort: options.gateway.port,
          },
          hostSuffixes: [options.hostSuffix],
        },
      },
      registries: [{ host: options.registryHost, insecure: true }],
      workers: { leaseSeconds: options.leaseSeconds },
      sweep: {
        listing: { every: { seconds: 10 } },
        clusters: { every: { seconds: sweepSeconds } },
        deletions: deletionCap,
      },
    },
  });
}

/** One component per repository. */
export function catalogOf(repositories: string[], codeHost: string): string {
  const components = repositories.map(name => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: {
        'github.com/project-slug': `${owner}/${name}`,
        'backstage.io/source-location': `url:http://${codeHost}/${owner}/${name}/`,
        'preview-environments.io/definition': 'preview.yaml',
      },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'user:default/demo',
    },
  }));
  const demo = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'demo' },
    spec: { memberOf: [] },
  };
  return [...components, demo].map(entity => stringify(entity)).join('---\n');
}

export function kubeconfigOf(server: string, token: string): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'chaos', cluster: { server } }],
    users: [{ name: 'backend', user: { token } }],
    contexts: [
      { name: 'chaos', context: { cluster: 'chaos', user: 'backend' } },
    ],
    'current-context': 'chaos',
  });
}
