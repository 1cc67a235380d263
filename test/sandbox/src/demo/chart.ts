import { FileChanges } from '../github';

/** The chart of one demo service, as Helm and the sandbox's small renderer both understand it. Its Service and its label `app` are named as the service. */
export function chartFiles(options: {
  service: string;
  image: string;
  tag: string;
  folder: string;
}): FileChanges {
  const { service, image, tag, folder } = options;
  return {
    [`${folder}/Chart.yaml`]: `apiVersion: v2
name: ${service}
version: 0.1.0
description: The ${service} service of the demo shop
`,
    [`${folder}/values.yaml`]: `replicas: 1
image:
  repository: ${image}
  tag: ${tag}
`,
    [`${folder}/templates/deployment.yaml`]: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Chart.Name }}
  labels:
    app: {{ .Chart.Name }}
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels:
      app: {{ .Chart.Name }}
  template:
    metadata:
      labels:
        app: {{ .Chart.Name }}
    spec:
      containers:
        - name: {{ .Chart.Name }}
          image: {{ printf "%s:%s" .Values.image.repository .Values.image.tag | quote }}
          ports:
            - name: http
              containerPort: 8080
          resources:
            requests:
              cpu: 10m
              memory: 32Mi
            limits:
              cpu: 100m
              memory: 64Mi
`,
    [`${folder}/templates/service.yaml`]: `apiVersion: v1
kind: Service
metadata:
  name: {{ .Chart.Name }}
spec:
  selector:
    app: {{ .Chart.Name }}
  ports:
    - name: http
      port: 80
      targetPort: http
`,
  };
}
