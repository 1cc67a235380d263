import { stringify } from 'yaml';
import { previewLabel } from '../../drive/wishes';
import { owner } from '../../places';

const folder = 'charts/service';

/**
 * One chart for all repositories. Its Service comes after its Deployment is healthy, so that a sync goes on as long as no pod may
 * start; and its pods say their commit as the sandbox's do.
 */
export const chartFiles: Record<string, string> = {
  [`${folder}/Chart.yaml`]: 'apiVersion: v2\nname: service\nversion: 0.1.0\n',
  [`${folder}/values.yaml`]: `name: ''
commit: ''
image: { repository: '', tag: '' }
`,
  [`${folder}/templates/deployment.yaml`]: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Values.name }}
spec:
  selector:
    matchLabels: { app: {{ .Values.name }} }
  template:
    metadata:
      labels: { app: {{ .Values.name }} }
    spec:
      containers:
        - name: {{ .Values.name }}
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          ports:
            - containerPort: 8080
          env:
            - { name: commit, value: {{ .Values.commit | quote }} }
          resources:
            requests: { cpu: 10m, memory: 32Mi }
            limits: { cpu: 100m, memory: 64Mi }
`,
  [`${folder}/templates/service.yaml`]: `apiVersion: v1
kind: Service
metadata:
  name: {{ .Values.name }}
  annotations: { argocd.argoproj.io/sync-wave: '1' }
spec:
  selector: { app: {{ .Values.name }} }
  ports:
    - { name: http, port: 80, targetPort: 8080 }
`,
};

/** The definition of a repository's previews. */
export function definitionOf(
  name: string,
  options: { repoURL: string; registryHost: string; hostSuffix: string },
): string {
  const repository = `${options.registryHost}/${owner}/${name}`;
  return stringify({
    apiVersion: 'preview-environments.io/v1alpha1',
    kind: 'PreviewDefinition',
    metadata: { name },
    spec: {
      trigger: { labels: [previewLabel] },
      cluster: 'dev',
      images: [
        {
          name: repository,
          tag: 'pr-{{ pullRequest.number }}-{{ commit.short }}',
          set: { helm: { tag: 'image.tag' } },
        },
      ],
      source: {
        repoURL: options.repoURL,
        path: folder,
        targetRevision: 'main',
        helm: {
          parameters: {
            name,
            commit: '{{ commit.sha }}',
            'image.repository': repository,
          },
        },
      },
      routing: {
        host: `{{ preview.id }}.${options.hostSuffix}`,
        service: { name, port: 80 },
      },
    },
  });
}
