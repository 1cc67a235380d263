import { Entity } from '@backstage/catalog-model';

import {
  definitionPathOf,
  isPreviewEnvironmentsAvailable,
  kubernetesClusterOf,
  projectSlugAnnotationOf,
  repositoryOf,
} from './annotations';

const component = (annotations?: Record<string, string>): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'web', annotations },
});

describe('opting in', () => {
  it.each`
    scenario                | annotations                                                       | path
    ${'no annotation'}      | ${undefined}                                                      | ${undefined}
    ${'an empty one'}       | ${{ 'preview-environments.io/definition': ' ' }}                  | ${undefined}
    ${'a file'}             | ${{ 'preview-environments.io/definition': 'preview.yaml' }}       | ${'preview.yaml'}
    ${'a file from here'}   | ${{ 'preview-environments.io/definition': './web/preview.yaml' }} | ${'web/preview.yaml'}
    ${'a file elsewhere'}   | ${{ 'preview-environments.io/definition': '../preview.yaml' }}    | ${undefined}
    ${'a file of the host'} | ${{ 'preview-environments.io/definition': '/etc/passwd' }}        | ${undefined}
  `('$scenario', ({ annotations, path }) => {
    expect(definitionPathOf(component(annotations))).toBe(path);
    expect(isPreviewEnvironmentsAvailable(component(annotations))).toBe(
      path !== undefined,
    );
  });
});

describe('the repository', () => {
  it.each`
    scenario                 | slug          | source                                          | expected
    ${'of github.com'}       | ${'acme/web'} | ${'url:https://github.com/acme/web/tree/main/'} | ${{ host: 'github.com', owner: 'acme', name: 'web' }}
    ${'of an own host'}      | ${'acme/web'} | ${'url:http://localhost:7008/acme/web/'}        | ${{ host: 'localhost:7008', owner: 'acme', name: 'web' }}
    ${'without a source'}    | ${'acme/web'} | ${undefined}                                    | ${{ host: 'github.com', owner: 'acme', name: 'web' }}
    ${'read from a file'}    | ${'acme/web'} | ${'file:/tmp/catalog-info.yaml'}                | ${{ host: 'github.com', owner: 'acme', name: 'web' }}
    ${'that is none'}        | ${'acme'}     | ${undefined}                                    | ${undefined}
    ${'with too many parts'} | ${'a/b/c'}    | ${undefined}                                    | ${undefined}
    ${'without a slug'}      | ${undefined}  | ${'url:https://github.com/acme/web/'}           | ${undefined}
  `('$scenario', ({ slug, source, expected }) => {
    const entity = component({
      ...(slug && { 'github.com/project-slug': slug }),
      ...(source && { 'backstage.io/source-location': source }),
    });
    expect(repositoryOf(entity)).toEqual(expected);
  });
});

describe('the repository on GitLab', () => {
  it.each`
    scenario                    | slug               | source                                                  | expected
    ${'of gitlab.com'}          | ${'acme/web'}      | ${'url:https://gitlab.com/acme/web/-/tree/main/'}       | ${{ host: 'gitlab.com', owner: 'acme', name: 'web' }}
    ${'in groups of a group'}   | ${'acme/shop/web'} | ${'url:https://gitlab.acme.com/acme/shop/web/-/tree/x'} | ${{ host: 'gitlab.acme.com', owner: 'acme/shop', name: 'web' }}
    ${'without a source'}       | ${'acme/shop/web'} | ${undefined}                                            | ${{ host: 'gitlab.com', owner: 'acme/shop', name: 'web' }}
    ${'that is none'}           | ${'web'}           | ${undefined}                                            | ${undefined}
    ${'with a part of no name'} | ${'acme//web'}     | ${undefined}                                            | ${undefined}
  `('$scenario', ({ slug, source, expected }) => {
    const entity = component({
      'gitlab.com/project-slug': slug,
      ...(source && { 'backstage.io/source-location': source }),
    });
    expect(repositoryOf(entity)).toEqual(expected);
    expect(projectSlugAnnotationOf(entity)).toBe('gitlab.com/project-slug');
  });

  it('is left aside where GitHub is named as well', () => {
    const entity = component({
      'github.com/project-slug': 'acme/web',
      'gitlab.com/project-slug': 'mirrors/web',
    });
    expect(repositoryOf(entity)).toEqual({
      host: 'github.com',
      owner: 'acme',
      name: 'web',
    });
  });
});

it('knows the cluster by the usual annotation', () => {
  expect(
    kubernetesClusterOf(
      component({ 'backstage.io/kubernetes-cluster': 'dev' }),
    ),
  ).toBe('dev');
  expect(kubernetesClusterOf(component())).toBe(undefined);
});
