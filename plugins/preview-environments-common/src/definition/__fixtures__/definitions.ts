/** The least that a definition has to say. */
export const minimal = `apiVersion: preview-environments.io/v1alpha1
kind: PreviewDefinition
metadata:
  name: web
spec:
  cluster: dev
  images:
    - name: ghcr.io/acme/web
      tag: 'pr-{{ pullRequest.number }}-{{ commit.short }}'
      set:
        helm:
          tag: image.tag
  source:
    repoURL: https://github.com/acme/deploy
    path: charts/web
`;

/** Every field that this version acts on. */
export const complete = `# how previews of web are made
apiVersion: preview-environments.io/v1alpha1
kind: PreviewDefinition
metadata: { name: web }
spec:
  trigger:
    labels: [preview, ui]
    command: /preview
    drafts: true
    bots: false
    forks: never
    baseBranches: [main, release]
    paths: ['web/**']
  cluster: dev
  namespace: dedicated
  baseline: { namespace: shop, services: [cart, payments] }
  images:
    - name: ghcr.io/acme/web
      tag: '{{ commit.sha }}'
      set: { helm: { tag: image.tag, digest: image.digest } }
      wait: 1h30m
  source:
    repoURL: https://github.com/acme/deploy
    path: charts/web
    revision: base
    targetRevision: main
    helm:
      parameters: { replicas: '1', 'ingress.host': '{{ preview.id }}.example.com' }
      valueFiles: [values-preview.yaml, ../values.yaml]
  routing:
    hosts: ['{{ preview.id }}.preview.example.com', 'shop-{{ preview.id }}.preview.example.com']
    service: { name: web, port: 80, protocol: http }
    entry: { service: web, namespace: shop, port: 80 }
    stableHosts: [staging.example.com]
    cors: { origins: ['https://shop.example.com'], credentials: true }
    mesh: [{ service: web, namespace: shop, port: 80 }]
    probe: { path: /healthz?full=1, status: '200,401', timeout: PT2M }
  guardRails: { cpu: 1, memory: 1Gi, pods: 10, egress: [shop] }
  cleanup:
    job:
      image: ghcr.io/acme/tools:1.4
      command: [./drop-database.sh]
      args: [--if-exists]
      env: { DATABASE: 'shop_{{ pullRequest.number }}' }
      envFrom: [{ secretRef: { name: database-admin } }]
      deadline: 5m
      retries: 1
  expiry: { idle: 72h, max: 14d, failed: 4h }
  dependsOn: ['component:default/payments']
`;

/** The minimal definition with a few more lines below \`spec\`. */
export function minimalWith(lines: string): string {
  return `${minimal}${lines
    .split('\n')
    .map(line => `  ${line}`)
    .join('\n')}\n`;
}
