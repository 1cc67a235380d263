import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { mapValues } from 'lodash';
import { z } from 'zod';
import type { KubeConfig } from '@kubernetes/client-node';
import { RefusedError } from '@previewenv/plugin-preview-environments-node';
import { ApiServerAccess, RequestAuthentication } from './transport';

/** `previewEnvironments.clusters.<name>.credentials`: an identity of our own per cluster (rule 7.4). */
export const clusterCredentialsSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('in-cluster') }),
  z.strictObject({
    type: z.literal('kubeconfig'),
    path: z.string().min(1),
    context: z.string().min(1).optional(),
  }),
  z.strictObject({
    type: z.literal('token-file'),
    server: z.url({ protocol: /^https?$/ }),
    path: z.string().min(1),
    caFile: z.string().min(1).optional(),
  }),
  z.strictObject({
    type: z.literal('exec'),
    server: z.url({ protocol: /^https?$/ }),
    caFile: z.string().min(1).optional(),
    command: z.string().min(1),
    args: z.array(z.string()).optional(),
    env: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
    apiVersion: z.string().optional(),
  }),
]);

export type ClusterCredentials = z.infer<typeof clusterCredentialsSchema>;

/** Reads the credentials of a cluster from configuration. Throws a RefusedError that names the key at fault. */
export function parseClusterCredentials(
  cluster: string,
  value: unknown,
): ClusterCredentials {
  const result = clusterCredentialsSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const key = [keyOf(cluster), ...issue.path].join('.');
  throw new RefusedError(
    issue.path[0] === 'type'
      ? `${key} has to be one of in-cluster, kubeconfig, token-file, exec. Providers that sign in as the user (google, oidc, aks …) can't be used: nobody is signed in when the backend works.`
      : `${key}: ${issue.message}`,
  );
}

/** What client-node fills in; its own type allows for more than it ever sets. */
type TlsOptions = NonNullable<RequestAuthentication['tls']> & {
  auth?: string;
  headers?: Record<string, string>;
};

/** Loads the credentials. Throws a RefusedError that names the configuration key when they can't serve a backend. */
export async function accessFor(
  cluster: string,
  credentials: ClusterCredentials,
): Promise<ApiServerAccess> {
  const kubeConfig = await kubeConfigFor(cluster, credentials);
  const server = requireServer(cluster, kubeConfig);
  return {
    server,
    async authenticate(): Promise<RequestAuthentication> {
      const options: Parameters<KubeConfig['applyToHTTPSOptions']>[0] = {};
      await kubeConfig.applyToHTTPSOptions(options);
      const { auth, headers = {}, ca, cert, key } = options as TlsOptions;
      const { servername, rejectUnauthorized } = options as TlsOptions;
      return {
        // A token file ends with a line break, which client-node leaves in.
        headers: mapValues(headers, value => value.trim()),
        auth,
        ...(!isPlain(server) && {
          tls: { ca, cert, key, servername, rejectUnauthorized },
        }),
      };
    },
  };
}

async function kubeConfigFor(
  cluster: string,
  credentials: ClusterCredentials,
): Promise<KubeConfig> {
  const { KubeConfig: Config } = await import('@kubernetes/client-node');
  const config = new Config();
  if (credentials.type === 'in-cluster') {
    if (!process.env.KUBERNETES_SERVICE_HOST) {
      throw new RefusedError(
        `${keyOf(
          cluster,
        )}.type is in-cluster, but this process does not run in a cluster (KUBERNETES_SERVICE_HOST is not set).`,
      );
    }
    config.loadFromCluster();
  } else if (credentials.type === 'kubeconfig') {
    await loadKubeconfig(cluster, config, credentials);
  } else {
    const { server, caFile } = credentials;
    config.loadFromClusterAndUser(
      { name: cluster, server, caFile, skipTLSVerify: isPlain(server) },
      { name: 'backend', ...userOf(credentials) },
    );
  }
  return config;
}

function userOf(
  credentials: Extract<ClusterCredentials, { type: 'token-file' | 'exec' }>,
) {
  if (credentials.type === 'token-file') {
    // client-node's name for a file that is read again every minute, as rotated tokens need.
    const config = { tokenFile: credentials.path };
    return { authProvider: { name: 'tokenFile', config } };
  }
  const { command, args, env, apiVersion } = credentials;
  return { exec: { command, args: args ?? [], env, apiVersion } };
}

async function loadKubeconfig(
  cluster: string,
  config: KubeConfig,
  options: { path: string; context?: string },
): Promise<void> {
  const { path, context } = options;
  const text = await readKubeconfig(cluster, path);
  // Relative paths of certificates are relative to the file; only loadFromFile knows that.
  config.loadFromFile(path);
  if (context) config.setCurrentContext(context);
  const current = config.getContextObject(config.getCurrentContext());
  const user = config.getCurrentUser();
  const target = config.getCurrentCluster();
  if (!current || !user || !target) {
    const names = config.getContexts().map(({ name }) => name);
    throw new RefusedError(
      `${keyOf(cluster)}.context: ${path} has no usable context ${
        config.getCurrentContext() || '(none chosen)'
      }; it has: ${names.join(', ') || 'none'}.`,
    );
  }
  refuseUnusableUser(cluster, path, user.name, text);
  if (target.proxyUrl) {
    throw new RefusedError(
      `${keyOf(
        cluster,
      )}.path: ${path} asks for proxy-url, which is not supported.`,
    );
  }
  // client-node refuses plain http unless told so.
  config.clusters = config.clusters.map(entry => ({
    ...entry,
    skipTLSVerify: entry.skipTLSVerify || isPlain(entry.server),
  }));
}

async function readKubeconfig(cluster: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new RefusedError(
      `${keyOf(cluster)}.path: ${(error as Error).message}`,
      { cause: error },
    );
  }
}

function refuseUnusableUser(
  cluster: string,
  path: string,
  name: string,
  text: string,
): void {
  const users: Array<{ name: string; user?: object }> = parse(text).users ?? [];
  const user = users.find(entry => entry.name === name)?.user ?? {};
  if ('auth-provider' in user) {
    throw new RefusedError(
      `${keyOf(
        cluster,
      )}.path: user ${name} of ${path} signs in by an auth-provider, which needs a person. Give the backend an identity of its own: in-cluster, token-file or exec.`,
    );
  }
  if ('tokenFile' in user) {
    throw new RefusedError(
      `${keyOf(
        cluster,
      )}.path: user ${name} of ${path} has a tokenFile; use credentials of type token-file with that path instead.`,
    );
  }
}

function requireServer(cluster: string, config: KubeConfig): string {
  const server = config.getCurrentCluster()?.server;
  if (!server || !URL.canParse(server)) {
    throw new RefusedError(
      `${keyOf(cluster)}: the API server's address is no URL: ${server}`,
    );
  }
  return server;
}

function isPlain(server: string): boolean {
  return server.startsWith('http:');
}

function keyOf(cluster: string): string {
  return `previewEnvironments.clusters.${cluster}.credentials`;
}
