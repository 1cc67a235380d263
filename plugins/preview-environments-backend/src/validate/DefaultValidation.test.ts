import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { Finding } from '@previewenv/plugin-preview-environments-common';
import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { policy } from '../preview/__testUtils__/builders';
import { DefaultValidation } from './DefaultValidation';

const repository = {
  host: 'github.com',
  owner: 'acme',
  name: 'web',
  id: '77',
  defaultBranch: 'main',
};
const definitionField =
  'metadata.annotations["preview-environments.io/definition"]';
const slugField = 'metadata.annotations["github.com/project-slug"]';

function entity(annotations: Record<string, string> = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'web',
      namespace: 'default',
      annotations: {
        'preview-environments.io/definition': 'preview.yaml',
        'github.com/project-slug': 'acme/web',
        ...annotations,
      },
    },
  };
}

function definition(
  name = 'web',
  { cluster = 'dev', host = '{{ preview.id }}.preview.example.com' } = {},
): string {
  return `apiVersion: preview-environments.io/v1alpha1
kind: PreviewDefinition
metadata: { name: ${name} }
spec:
  cluster: ${cluster}
  images:
    - name: ghcr.io/acme/web
      tag: 'pr-{{ pullRequest.number }}-{{ commit.short }}'
      set: { helm: { tag: image.tag } }
  source: { repoURL: 'https://github.com/acme/deploy', path: charts/web }
  routing:
    host: '${host}'
    service: { name: web, port: 80 }
    stableHosts: [staging.example.com]
    mesh: [{ service: ${name}, namespace: shop, port: 80 }]
`;
}

interface World {
  entity?: Entity | 'absent';
  /** By path. */
  files?: Record<string, string>;
  readRepository?: () => Promise<typeof repository & { archived?: boolean }>;
  around?: Finding[];
}

function validationOf(world: World) {
  const { entity: found = entity() } = world;
  const { files = { 'preview.yaml': definition() } } = world;
  const surroundings = jest.fn(async () => world.around ?? []);
  const validation = new DefaultValidation({
    catalog: {
      getEntityByRef: async () => (found === 'absent' ? undefined : found),
    },
    auth: mockServices.auth(),
    codeHost: {
      serves: host => host === 'github.com',
      readRepository: world.readRepository ?? (async () => repository),
      readFile: async (_ref, path) =>
        files[path] === undefined
          ? undefined
          : { text: files[path], revision: '1' },
    },
    repositories: {
      find: ref => ({
        ref,
        definitions: Object.keys(files).map(path => ({ path, entityRefs: [] })),
      }),
    },
    policy: () => policy,
    surroundings: [surroundings],
  });
  return { validation, surroundings };
}

const validate = (world: World) =>
  validationOf(world).validation.ofEntity('component:default/web');

it('finds nothing wrong with an entity that gets previews', async () => {
  await expect(validate({})).resolves.toEqual([]);
});

it.each<[string, World, string | undefined, RegExp]>([
  [
    'an entity that has not opted in',
    { entity: entity({ 'preview-environments.io/definition': ' ' }) },
    definitionField,
    /has not opted in; set it to the path/,
  ],
  [
    'a path that leads out of the repository',
    { entity: entity({ 'preview-environments.io/definition': '../a.yaml' }) },
    definitionField,
    /not a path from the repository's root/,
  ],
  [
    'an entity without a repository',
    { entity: entity({ 'github.com/project-slug': '' }) },
    slugField,
    /is missing or is not like acme\/web/,
  ],
  [
    'a host of code that is not configured',
    {
      entity: entity({
        'backstage.io/source-location': 'url:https://gitlab.com/acme/web/',
      }),
    },
    'metadata.annotations["backstage.io/source-location"]',
    /gitlab\.com, which is not configured: add it under integrations/,
  ],
  [
    'a repository that is not shown to us',
    {
      readRepository: async () => {
        throw new RefusedError('Install the GitHub App on acme/web.');
      },
    },
    slugField,
    /Install the GitHub App on acme\/web/,
  ],
  [
    'a host of code that does not answer',
    {
      readRepository: async () => {
        throw new WaitingError(
          'github.com allows no more requests until 12:00',
        );
      },
    },
    slugField,
    /until 12:00/,
  ],
  [
    'a repository that is archived',
    { readRepository: async () => ({ ...repository, archived: true }) },
    slugField,
    /acme\/web is archived/,
  ],
  [
    'a file that is not there',
    { files: {} },
    definitionField,
    /preview\.yaml: there is no such file on the default branch; merge it/,
  ],
  [
    'a definition with a mistake',
    {
      files: {
        'preview.yaml': definition().replace('stableHosts', 'stableHost'),
      },
    },
    'spec.routing.stableHost',
    /did you mean stableHosts\?/,
  ],
  [
    'a cluster that is not configured',
    { files: { 'preview.yaml': definition('web', { cluster: 'prod' }) } },
    'spec.cluster',
    /prod is not one of the configured clusters \(dev\)/,
  ],
  [
    'a host that is not among those of previews',
    {
      files: {
        'preview.yaml': definition('web', {
          host: '{{ preview.id }}.evil.com',
        }),
      },
    },
    'spec.routing.host',
    /web-pr-1\.evil\.com is outside the hosts/,
  ],
  [
    'a stable host that the platform does not offer',
    {
      files: {
        'preview.yaml': definition().replace('staging.', 'www.'),
      },
    },
    'spec.routing.stableHosts',
    /www\.example\.com is not one of the hosts/,
  ],
  [
    'a host that another definition has taken',
    { files: { 'a.yaml': definition('api'), 'preview.yaml': definition() } },
    undefined,
    /api and web both ask for the host/,
  ],
  [
    'a name that another definition has taken',
    { files: { 'a.yaml': definition('web'), 'preview.yaml': definition() } },
    undefined,
    /Two definitions name the component web/,
  ],
])('names %s as an error', async (_what, world, field, message) => {
  await expect(validate(world)).resolves.toEqual([
    expect.objectContaining({
      severity: 'error',
      message: expect.stringMatching(message),
      ...(field && { field }),
    }),
  ]);
});

it.each([
  ['can not be read', 'a: ['],
  ['is wrong by itself', definition('api', { cluster: 'prod' })],
])('leaves out another definition that %s', async (_scenario, text) => {
  const files = { 'a.yaml': text, 'preview.yaml': definition() };
  await expect(validate({ files })).resolves.toEqual([]);
});

it('tells what the clusters have against it', async () => {
  const around = [
    { severity: 'warning' as const, message: 'A policy denies.' },
  ];
  await expect(validate({ around })).resolves.toEqual(around);
});

it('asks no cluster about a definition that is none', async () => {
  const { validation, surroundings } = validationOf({
    files: { 'preview.yaml': 'a: [' },
  });
  await validation.ofEntity('component:default/web');
  expect(surroundings).not.toHaveBeenCalled();
});

it('does not take a mistake of ours for one of the repository', async () => {
  const readRepository = async () => {
    throw new TypeError('x is not a function');
  };
  await expect(validate({ readRepository })).rejects.toThrow(TypeError);
});

it('says of a text what it says of the file of an entity', async () => {
  const { validation } = validationOf({});
  await expect(validation.ofDefinition(definition())).resolves.toEqual([]);
  await expect(
    validation.ofDefinition(definition('web', { cluster: 'prod' })),
  ).resolves.toMatchObject([{ severity: 'error', field: 'spec.cluster' }]);
});

it('knows nothing of an entity that the catalog does not have', async () => {
  await expect(validate({ entity: 'absent' })).rejects.toThrow(
    'There is no entity component:default/web',
  );
});
