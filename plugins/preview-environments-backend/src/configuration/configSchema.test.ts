import { readFile } from 'node:fs/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { ConfigSchema, loadConfigSchema } from '@backstage/config-loader';
import { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { readConfiguration } from './readConfiguration';

const packageOfOurs = (...path: string[]) =>
  resolvePackagePath(
    '@previewenv/plugin-preview-environments-backend',
    ...path,
  );

/** The example that people copy. */
async function example(): Promise<JsonObject> {
  const text = await readFile(packageOfOurs('config.d.ts'), 'utf8');
  const [, block] = /```yaml\n([\s\S]*?)```/.exec(text) ?? [];
  return parse(block.replace(/^ *\* ?/gm, ''));
}

/** The schemas of this package and of what it depends on are compiled to be read, which takes seconds on a busy machine. */
const loadSeconds = 60;
let schema: ConfigSchema;
beforeAll(async () => {
  schema = await loadConfigSchema({
    dependencies: [],
    packagePaths: [packageOfOurs('package.json')],
  });
}, loadSeconds * 1000);

/** What of the example, or of other configuration of ours, a reader of that visibility gets. */
async function visible(
  visibility: 'frontend' | 'secret',
  ours: JsonObject | undefined = undefined,
) {
  const data = {
    app: { baseUrl: 'http://localhost:3000' },
    backend: {
      baseUrl: 'http://localhost:7007',
      listen: ':7007',
      database: { client: 'better-sqlite3', connection: ':memory:' },
    },
    ...(ours ?? (await example())),
  };
  const [config] = schema.process([{ context: 'app-config.yaml', data }], {
    visibility: [visibility],
  });
  return config.data;
}

describe('config.d.ts', () => {
  it('has an example that can be used', async () => {
    const configuration = readConfiguration(new ConfigReader(await example()));
    expect(configuration).toMatchObject({
      instance: 'platform',
      limits: { total: 40, perRepository: 10 },
    });
  });

  it('shows nothing to the frontend (7.30)', async () => {
    expect(await visible('frontend')).toEqual({
      app: { baseUrl: expect.anything() },
      backend: { baseUrl: expect.anything() },
    });
  });

  it('keeps credentials secret (7.30)', async () => {
    const { previewEnvironments } = await visible('secret');
    expect(previewEnvironments).toEqual({
      clusters: {
        dev: {
          credentials: {
            type: 'token-file',
            server: 'https://dev.k8s.example.com:6443',
            path: '/var/run/secrets/preview-environments/token',
            caFile: '/var/run/secrets/preview-environments/ca.crt',
          },
        },
      },
      registries: [{ password: expect.any(String) }],
    });
  });

  it.each<[string, JsonObject, JsonObject]>([
    [
      'oidc',
      {
        type: 'envoy-gateway',
        oidc: {
          issuer: 'https://id.example.com',
          clientId: 'a',
          clientSecretName: 'b',
        },
        probeKey: 'a key',
      },
      { probeKey: 'a key' },
    ],
    [
      'jwt',
      {
        type: 'istio',
        jwt: { issuer: 'https://id.example.com' },
        probeKey: 'a key',
      },
      { probeKey: 'a key' },
    ],
    [
      'a service',
      {
        type: 'envoy-gateway',
        externalAuth: { service: 'login', port: 80 },
        credential: { header: 'x-login', value: 'a key' },
      },
      { credential: { value: 'a key' } },
    ],
  ])(
    'keeps what passes a login by %s secret (7.30)',
    async (_who, protection, secret) => {
      const { previewEnvironments } = (await example()) as {
        previewEnvironments: { clusters: { dev: JsonObject } };
      };
      const dev = { ...previewEnvironments.clusters.dev, protection };
      const ours = { ...previewEnvironments, clusters: { dev } };
      await expect(
        visible('secret', { previewEnvironments: ours }),
      ).resolves.toMatchObject({
        previewEnvironments: { clusters: { dev: { protection: secret } } },
      });
    },
  );
});
