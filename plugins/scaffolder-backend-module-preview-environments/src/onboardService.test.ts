import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';

import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  DEFINITION_ANNOTATION,
  PROJECT_SLUG_ANNOTATION,
  parsePreviewDefinition,
} from '@previewenv/plugin-preview-environments-common';
import request from 'supertest';
import { parse, parseAllDocuments } from 'yaml';

const TEMPLATES = resolve(__dirname, '../../../scaffolder-templates');

const catalogFile = `# who we are
apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: shop
spec: {owner: platform}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: web # the shop's pages
spec: {type: service, owner: platform, lifecycle: production}
`;

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'web',
    namespace: 'default',
    annotations: {
      'backstage.io/source-location':
        'url:http://localhost:7008/acme/web/tree/main/',
    },
  },
  spec: { type: 'service', owner: 'platform', lifecycle: 'production' },
};

const withoutSource = {
  ...entity,
  metadata: { name: 'cart', namespace: 'default', annotations: {} },
};

const values = {
  entity: 'component:default/web',
  catalogInfoPath: 'catalog-info.yaml',
  image: 'localhost:7050/acme/web',
  imageTag: 'pr-{{ pullRequest.number }}-{{ commit.short }}',
  chartRepository: 'https://github.com/acme/deploy',
  chartPath: 'charts/web',
  chartRevision: 'main',
  tagParameter: 'image.tag',
  cluster: 'dev',
  hostSuffix: 'preview.localhost',
  serviceName: 'web',
  servicePort: 8080,
  baselineNamespace: 'shop',
  baselineServices: ['cart', 'payments'],
};

interface DryRun {
  directoryContents: { path: string; base64Content: string }[];
  steps: { id: string; input?: Record<string, unknown> }[];
  output: { links: { title: string; url?: string }[] };
}

async function contentOf(path: string) {
  const content = await readFile(resolve(TEMPLATES, 'onboard-service', path));
  return { path, base64Content: content.toString('base64') };
}

async function startScaffolder() {
  const readUrl = jest.fn(async (_url: string) => ({
    buffer: async () => Buffer.from(catalogFile),
    stream: () => Readable.from([catalogFile]),
  }));
  const { server } = await startTestBackend({
    features: [
      import('@backstage/plugin-scaffolder-backend'),
      import('@backstage/plugin-scaffolder-backend-module-github'),
      import('./index'),
      catalogServiceMock.factory({ entities: [entity, withoutSource] }),
      mockServices.urlReader.mock({ readUrl }).factory,
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost:7007' },
          integrations: {
            github: [
              {
                host: 'localhost:7008',
                apiBaseUrl: 'http://localhost:7008/api/v3',
                token: 'secret',
              },
            ],
          },
        },
      }),
    ],
  });
  return { server, readUrl };
}

describe('the template that onboards a service', () => {
  let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;

  beforeAll(async () => {
    scaffolder = await startScaffolder();
  }, 60_000);

  afterAll(async () => {
    await scaffolder.server.stop();
  });

  async function dryRun(change: object = {}): Promise<DryRun> {
    const template = await readFile(
      resolve(TEMPLATES, 'onboard-service/template.yaml'),
      'utf8',
    );
    const { body, status } = await request(scaffolder.server)
      .post('/api/scaffolder/v2/dry-run')
      .send({
        template: parse(template),
        values: { ...values, ...change },
        directoryContents: [await contentOf('content/preview.yaml')],
      });
    expect({ status, error: body.error ?? body.errors }).toEqual({
      status: 200,
      error: undefined,
    });
    return body;
  }

  const fileOf = ({ directoryContents }: DryRun, path: string) => {
    const file = directoryContents.find(candidate => candidate.path === path);
    return Buffer.from(file?.base64Content ?? '', 'base64').toString('utf8');
  };

  it('writes a definition that is valid and says what was asked for', async () => {
    const parsed = parsePreviewDefinition(
      fileOf(await dryRun(), 'preview.yaml'),
    );

    expect(parsed.findings).toEqual([]);
    expect(parsed.definition).toMatchObject({
      metadata: { name: 'web' },
      spec: {
        trigger: { labels: ['preview'] },
        cluster: 'dev',
        baseline: { namespace: 'shop', services: ['cart', 'payments'] },
        images: [
          {
            name: 'localhost:7050/acme/web',
            tag: 'pr-{{ pullRequest.number }}-{{ commit.short }}',
            set: { helm: { tag: 'image.tag' } },
          },
        ],
        source: {
          repoURL: 'https://github.com/acme/deploy',
          path: 'charts/web',
          targetRevision: 'main',
        },
        routing: {
          host: '{{ preview.id }}.preview.localhost',
          service: { name: 'web', port: 8080 },
        },
      },
    });
  });

  it('leaves the baseline out when there is none', async () => {
    const text = fileOf(
      await dryRun({
        baselineNamespace: undefined,
        baselineServices: undefined,
        component: 'storefront',
      }),
      'preview.yaml',
    );

    const { definition, findings } = parsePreviewDefinition(text);

    expect(findings).toEqual([]);
    expect(definition?.metadata.name).toBe('storefront');
    expect(definition?.spec.baseline).toBe(undefined);
  });

  it('annotates the component and nothing else', async () => {
    const text = fileOf(await dryRun(), 'catalog-info.yaml');

    const [system, component] = parseAllDocuments(text).map(document =>
      document.toJS(),
    );
    expect(system.metadata).toEqual({ name: 'shop' });
    expect(component.metadata).toEqual({
      name: 'web',
      annotations: {
        [DEFINITION_ANNOTATION]: 'preview.yaml',
        [PROJECT_SLUG_ANNOTATION]: 'acme/web',
      },
    });
    expect(text).toContain("name: web # the shop's pages\n");
    expect(text).toContain('spec: {owner: platform}\n---\n');
  });

  it('reads from and writes to the repository that the catalog names', async () => {
    const run = await dryRun({ catalogInfoPath: 'web/catalog-info.yaml' });

    expect(scaffolder.readUrl.mock.lastCall?.[0]).toBe(
      'http://localhost:7008/acme/web/blob/HEAD/web/catalog-info.yaml',
    );
    expect(run.directoryContents.map(({ path }) => path).sort()).toEqual([
      'preview.yaml',
      'web/catalog-info.yaml',
    ]);
    expect(run.output.links[0].url).toBe('localhost:7008?owner=acme&repo=web');
  });

  it('asks for the repository of a component without a source location', async () => {
    scaffolder.readUrl.mockRejectedValueOnce(new Error('not allowed'));

    await expect(dryRun({ entity: 'component:default/cart' })).rejects.toThrow(
      'not allowed',
    );

    expect(scaffolder.readUrl.mock.lastCall?.[0]).toContain(
      'https://component-without-source-location.invalid/',
    );
  });

  it('is in the list that is registered', async () => {
    const list = await readFile(
      resolve(TEMPLATES, 'all-templates.yaml'),
      'utf8',
    );
    expect(parse(list)).toMatchObject({
      kind: 'Location',
      spec: { targets: ['./onboard-service/template.yaml'] },
    });
  });
});
