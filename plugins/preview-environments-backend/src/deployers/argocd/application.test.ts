import fc from 'fast-check';
import { DesiredImage } from '@previewenv/plugin-preview-environments-node';
import { deployment, settings } from './__testUtils__/applications';
import { applicationName, applicationOf, sourceOf } from './application';

const label = (maximum: number) =>
  fc.stringMatching(
    new RegExp(`^[a-z0-9](?:[a-z0-9-]{0,${maximum - 2}}[a-z0-9])?$`),
  );
const parameter = (name: string, value: string) => ({
  name,
  value,
  forceString: true,
});

function sourceWith(
  image: Partial<DesiredImage>,
  helm?: { parameters: Record<string, string>; valueFiles: string[] },
) {
  const wanted = deployment();
  return sourceOf({
    ...wanted,
    images: [{ ...wanted.images[0], ...image }],
    source: { ...wanted.source, helm },
  });
}

describe('the name of an Application', () => {
  it('is a Helm release name whatever the preview and the component are called', () => {
    fc.assert(
      fc.property(label(53), label(53), (previewId, component) => {
        const name = applicationName(previewId, component);
        expect(name.length).toBeLessThanOrEqual(53);
        expect(name).toMatch(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/);
        expect(applicationName(previewId, component)).toBe(name);
      }),
    );
  });

  it('tells components apart whose names are cut', () => {
    fc.assert(
      fc.property(
        label(45),
        fc.uniqueArray(label(53), { minLength: 2, maxLength: 5 }),
        (previewId, components) => {
          const names = components.map(component =>
            applicationName(previewId, component),
          );
          expect(new Set(names).size).toBe(names.length);
        },
      ),
    );
  });

  it('is readable where it fits', () => {
    expect(applicationName('web-pr-42', 'web')).toBe('web-pr-42-web');
  });
});

describe('what goes into the source', () => {
  it("puts the commit's tag where the definition says, as text, beside the definition's own parameters", () => {
    expect(
      sourceWith({}, { parameters: { replicas: '1' }, valueFiles: ['a.yaml'] }),
    ).toEqual({
      repoURL: 'https://github.com/acme/deploy',
      path: 'charts/web',
      targetRevision: 'HEAD',
      helm: {
        releaseName: 'web',
        parameters: [
          parameter('replicas', '1'),
          parameter('image.tag', 'pr-42-a1b2c3d'),
        ],
        valueFiles: ['a.yaml'],
      },
    });
  });

  it.each<[string, Partial<DesiredImage>, object[]]>([
    [
      'a digest and a field for it',
      {
        digest: 'sha256:1f',
        set: { helm: { tag: 'image.tag', digest: 'image.digest' } },
      },
      [
        parameter('image.tag', 'pr-42-a1b2c3d'),
        parameter('image.digest', 'sha256:1f'),
      ],
    ],
    [
      'a digest without a field for it',
      { digest: 'sha256:1f' },
      [parameter('image.tag', 'pr-42-a1b2c3d')],
    ],
    [
      'a field for a digest that the registry did not tell',
      { set: { helm: { tag: 'image.tag', digest: 'image.digest' } } },
      [parameter('image.tag', 'pr-42-a1b2c3d')],
    ],
    [
      'a tag that looks like a number',
      { tag: '1234567' },
      [parameter('image.tag', '1234567')],
    ],
  ])('%s', (_scenario, image, parameters) => {
    expect(sourceWith(image)).toMatchObject({ helm: { parameters } });
  });

  it('doubles every $, which Argo CD would replace by its build environment', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('$', 'A', '{', '}'), minLength: 1 }),
        text => {
          const { helm } = sourceWith(
            {},
            { parameters: { text }, valueFiles: [] },
          ) as { helm: { parameters: { value: string }[] } };
          const [{ value }] = helm.parameters;
          expect(value.replace(/\$\$/g, '$')).toBe(text);
          expect(
            value.match(/\$+/g)?.every(run => run.length % 2 === 0),
          ).not.toBe(false);
        },
      ),
    );
  });

  it.each<[string, string | undefined, string]>([
    ['by tag', undefined, 'app=ghcr.io/acme/web:pr-42-a1b2c3d'],
    ['by digest', 'sha256:1f', 'app=ghcr.io/acme/web@sha256:1f'],
  ])('replaces an image of a kustomization %s', (_how, digest, image) => {
    expect(sourceWith({ digest, set: { kustomize: 'app' } })).toEqual({
      repoURL: 'https://github.com/acme/deploy',
      path: 'charts/web',
      targetRevision: 'HEAD',
      kustomize: { images: [image] },
    });
  });
});

describe('the Application', () => {
  it('goes where the configuration says and takes what it made with it', () => {
    const object = applicationOf(deployment(), settings);
    expect(object.metadata).toMatchObject({
      name: 'web-pr-42-web',
      namespace: 'previews',
      labels: {
        'preview-environments.io/id': 'web-pr-42',
        'preview-environments.io/instance': 'test',
        'preview-environments.io/component': 'web',
      },
      annotations: {
        'preview-environments.io/cluster': 'dev',
        'link.argocd.argoproj.io/external-link':
          'https://web-pr-42.preview.example.com/',
      },
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
    });
    expect(object.spec).toMatchObject({
      project: 'previews',
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: 'pv-web-pr-42',
      },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: expect.arrayContaining([
          'CreateNamespace=false',
          'FailOnSharedResource=true',
        ]),
      },
    });
  });

  it('names its destination by name or by server, never by both, which Argo CD refuses', () => {
    const { spec } = applicationOf(deployment(), {
      ...settings,
      destination: { name: 'dev' },
    });
    expect(spec).toMatchObject({
      destination: { name: 'dev', namespace: 'pv-web-pr-42' },
    });
    expect(spec).not.toHaveProperty('destination.server');
  });
});
