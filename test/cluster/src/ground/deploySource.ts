import { baselineTag, grpcPort, imageOf } from './baseline';

const webDeployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {app: web}
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
      # requests on their way when a pod ends are still answered, as a preStop sleep does it
      annotations: {kit.test/stop-after: 5s}
    spec:
      containers:
        - name: web
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}{{ with .Values.image.digest }}@{{ . }}{{ end }}"
          ports:
            - containerPort: 8080
          env:
            - {name: APP, value: web}
          readinessProbe:
            httpGet: {path: /, port: 8080}
          resources:
            requests: {cpu: 50m, memory: 64Mi}
            limits: {memory: 64Mi}
`;

const webService = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
    - {name: http, port: 80, targetPort: 8080}
    - {name: grpc, port: ${grpcPort}, targetPort: 8080, appProtocol: kubernetes.io/h2c}
`;

const manifestsOf = (name: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
        - name: ${name}
          image: acme/${name}
          ports:
            - containerPort: 8080
          env:
            - {name: APP, value: ${name}}
          resources:
            requests: {cpu: 50m, memory: 64Mi}
---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector: {app: ${name}}
  ports:
    - {name: http, port: 80, targetPort: 8080}
    - {name: grpc, port: ${grpcPort}, targetPort: 8080, appProtocol: kubernetes.io/h2c}
`;

/** What a platform's deploy repository holds: a chart for web, Kustomize bases for the others. Path to text. */
export const deployFiles: Record<string, string> = {
  'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\n',
  'charts/web/values.yaml': `replicas: 1
image:
  repository: ${imageOf('web')}
  tag: ${baselineTag}
  digest: ''
`,
  'charts/web/templates/deployment.yaml': webDeployment,
  'charts/web/templates/service.yaml': webService,
  ...Object.fromEntries(
    ['cart', 'payments'].flatMap(name => [
      [`kustomize/${name}/kustomization.yaml`, `resources: [${name}.yaml]\n`],
      [`kustomize/${name}/${name}.yaml`, manifestsOf(name)],
    ]),
  ),
};
