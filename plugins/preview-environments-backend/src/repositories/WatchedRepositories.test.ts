import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { WatchedRepositories } from './WatchedRepositories';

function entity(name: string, annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
  };
}

function annotated(name: string, changes: Record<string, string> = {}) {
  return entity(name, {
    'preview-environments.io/definition': 'preview.yaml',
    'github.com/project-slug': 'acme/web',
    'backstage.io/source-location':
      'url:https://github.com/acme/web/tree/main/',
    ...changes,
  });
}

function setUp(catalog: CatalogService) {
  const logger = mockServices.logger.mock();
  const repositories = new WatchedRepositories({
    catalog,
    auth: mockServices.auth(),
    logger,
    serves: host => ['github.com', 'localhost:7008'].includes(host),
  });
  return { repositories, logger };
}

async function watching(...entities: Entity[]) {
  const { repositories, logger } = setUp(catalogServiceMock({ entities }));
  await repositories.refresh();
  return { repositories, logger };
}

const web = { host: 'github.com', owner: 'acme', name: 'web' };

describe('watched repositories (rule 7.26)', () => {
  it('are those of the entities that opted in', async () => {
    const { repositories } = await watching(
      annotated('web'),
      entity('api', { 'github.com/project-slug': 'acme/api' }),
    );
    expect(repositories.list()).toEqual([
      {
        ref: web,
        definitions: [
          { path: 'preview.yaml', entityRefs: ['component:default/web'] },
        ],
      },
    ]);
  });

  it('are one for all entities with the same host and slug, in any case', async () => {
    const { repositories } = await watching(
      annotated('b', {
        'preview-environments.io/definition': 'b/preview.yaml',
      }),
      annotated('a2', { 'github.com/project-slug': 'Acme/Web' }),
      annotated('a1'),
    );
    expect(repositories.list()).toEqual([
      {
        ref: web,
        definitions: [
          {
            path: 'b/preview.yaml',
            entityRefs: ['component:default/b'],
          },
          {
            path: 'preview.yaml',
            entityRefs: ['component:default/a1', 'component:default/a2'],
          },
        ],
      },
    ]);
  });

  it('are apart on different hosts', async () => {
    const { repositories } = await watching(
      annotated('web'),
      annotated('local', {
        'backstage.io/source-location': 'url:http://localhost:7008/acme/web/',
      }),
    );
    expect(
      repositories
        .list()
        .map(({ ref }) => ref.host)
        .sort(),
    ).toEqual(['github.com', 'localhost:7008']);
    const local = { ...web, host: 'localhost:7008' };
    expect(repositories.find(local)?.ref).toEqual(local);
  });

  it('are found by name in any case, and by entity', async () => {
    const { repositories } = await watching(annotated('web'));
    const found = repositories.find({ ...web, owner: 'ACME' });
    expect(found?.ref).toEqual(web);
    expect(repositories.ofEntity('component:default/web')).toBe(found);
    expect(repositories.find({ ...web, name: 'other' })).toBeUndefined();
    expect(repositories.ofEntity('component:default/other')).toBeUndefined();
  });

  it.each`
    scenario                           | changes                                                                   | says
    ${'no slug'}                       | ${{ 'github.com/project-slug': '' }}                                      | ${/github.com\/project-slug is missing/}
    ${'a slug that is none'}           | ${{ 'github.com/project-slug': 'web' }}                                   | ${/is not like acme\/web/}
    ${'a path outside'}                | ${{ 'preview-environments.io/definition': '../preview.yaml' }}            | ${/not a path from the repository's root/}
    ${'a host that is not configured'} | ${{ 'backstage.io/source-location': 'url:https://gitlab.com/acme/web/' }} | ${/gitlab.com, which is not configured/}
  `('are not those with $scenario, and it is said once', async row => {
    const { changes, says } = row;
    const { repositories, logger } = await watching(annotated('web', changes));
    await repositories.refresh();
    expect(repositories.list()).toEqual([]);
    expect(repositories.problems()).toEqual([
      {
        entityRef: 'component:default/web',
        message: expect.stringMatching(says),
      },
    ]);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('stay known when the catalog cannot be read to its end', async () => {
    const pages = jest.fn();
    const catalog = catalogServiceMock.mock({ streamEntities: pages });
    const { repositories } = setUp(catalog);
    pages.mockImplementation(async function* one() {
      yield [annotated('web')];
    });
    await repositories.refresh();
    pages.mockImplementation(async function* half() {
      yield [];
      throw new Error('connection lost');
    });
    await expect(repositories.refresh()).rejects.toThrow('connection lost');
    expect(repositories.list()).toHaveLength(1);
    pages.mockImplementation(async function* none() {
      yield [];
    });
    await repositories.refresh();
    expect(repositories.list()).toEqual([]);
  });
});
