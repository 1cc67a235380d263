import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  httpApi,
  KubernetesApi,
} from '@previewenv/test-contract/src/kubernetes';
import { parse } from 'yaml';
import { kit } from './place';

interface Kubeconfig {
  clusters: {
    cluster: { server: string; 'certificate-authority-data': string };
  }[];
  users: {
    user: {
      token?: string;
      'client-certificate-data'?: string;
      'client-key-data'?: string;
    };
  }[];
}

const decoded = (base64: string | undefined) =>
  base64 === undefined ? undefined : Buffer.from(base64, 'base64');

/** The API server at its lowest, as the first user of a kubeconfig. */
export async function apiOf(path: string): Promise<KubernetesApi> {
  const config: Kubeconfig = parse(await readFile(path, 'utf8'));
  const [{ cluster }] = config.clusters;
  const [{ user }] = config.users;
  return httpApi({
    server: cluster.server,
    token: user.token,
    tls: {
      ca: decoded(cluster['certificate-authority-data']),
      cert: decoded(user['client-certificate-data']),
      key: decoded(user['client-key-data']),
    },
  });
}

export const adminApi = () => apiOf(join(kit.directory, 'admin.kubeconfig'));
