import { Application } from '../application';
import { renderTemplate } from './goTemplate';
import { render } from './render';

const scope = {
  Values: {
    image: { tag: '007' },
    on: true,
    off: false,
    resources: { limits: { cpu: '1' } },
  },
  Release: { Name: 'web' },
};

it.each`
  template                                                  | rendered
  ${'{{ .Release.Name }}-x'}                                | ${'web-x'}
  ${'{{ .Values.image.tag | quote }}'}                      | ${'"007"'}
  ${'{{ printf "%s:%s" .Release.Name .Values.image.tag }}'} | ${'web:007'}
  ${'{{ .Values.missing | default "none" }}'}               | ${'none'}
  ${'{{ if .Values.on }}yes{{ else }}no{{ end }}'}          | ${'yes'}
  ${'a {{- if .Values.off }} b {{ end -}} c'}               | ${'ac'}
  ${'{{ toYaml .Values.resources | nindent 2 }}'}           | ${'\n  limits:\n    cpu: "1"'}
  ${'{{/* a comment */}}text'}                              | ${'text'}
`('renders $template', ({ template, rendered }) => {
  expect(renderTemplate(template, scope)).toBe(rendered);
});

it('does not pass over what it does not know', () => {
  expect(() => renderTemplate('{{ include "web.labels" . }}', scope)).toThrow(
    'function "include" not defined',
  );
});

const files: Record<string, string> = {
  'overlay/kustomization.yaml': 'resources: [../base]\nnameSuffix: -pr\n',
  'base/kustomization.yaml':
    'resources: [deployment.yaml]\nimages: [{name: web, newTag: stable}]\n',
  'base/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {containers: [{name: web, image: web}]}}}
`,
};

const reader = {
  open: () => ({
    revision: 'b'.repeat(40),
    read: (path: string) => files[path],
    list: (folder: string) =>
      Object.keys(files).filter(path => path.startsWith(`${folder}/`)),
  }),
};

function application(path: string, images: string[]): Application {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'web', namespace: 'previews' },
    spec: {
      project: 'previews',
      source: { repoURL: 'x', path, kustomize: { images } },
      destination: { namespace: 'pv-web' },
    },
  };
}

it.each`
  images                                 | image
  ${[]}                                  | ${'web:stable'}
  ${['web=ghcr.io/acme/web:pr-1-abc']}   | ${'ghcr.io/acme/web:pr-1-abc'}
  ${['web:pr-1-abc']}                    | ${'web:pr-1-abc'}
  ${['web=localhost:7050/web@sha256:1']} | ${'localhost:7050/web@sha256:1'}
  ${['other:1']}                         | ${'web:stable'}
`('kustomizes with images $images', ({ images, image }) => {
  const { objects, sourceType } = render(
    application('overlay', images),
    reader,
    'argocd',
  );
  expect(sourceType).toBe('Kustomize');
  expect(objects).toMatchObject([
    {
      metadata: {
        name: 'web-pr',
        namespace: 'pv-web',
        annotations: {
          'argocd.argoproj.io/tracking-id':
            'previews_web:apps/Deployment:pv-web/web-pr',
        },
      },
      spec: { template: { spec: { containers: [{ image }] } } },
    },
  ]);
});

it('says that a path is not there', () => {
  expect(() => render(application('nowhere', []), reader, 'argocd')).toThrow(
    'nowhere: app path does not exist',
  );
});
