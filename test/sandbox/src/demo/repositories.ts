import { commitFiles, FileChanges, Hub } from '../github';
import { chartFiles } from './chart';

/** Addresses that the demo's files name. */
export interface DemoAddresses {
  /** `http://localhost:7008` */
  github: string;
  /** As image names spell the registry: `localhost:7050`. */
  registry: string;
  /** What previews' hosts end in: `preview.localhost`. */
  hostSuffix: string;
  /** The cluster of the configuration. */
  cluster: string;
}

export const owner = 'acme';

/** The author of what was there before. */
const maintainer = 'mira';

interface DemoService {
  name: string;
  description: string;
  /** The services it calls. */
  calls: string[];
  /** Whether it has previews already; one waits to be onboarded. */
  onboarded: boolean;
  headline?: string;
}

export const demoServices: DemoService[] = [
  {
    name: 'web',
    description: 'The shop that customers see',
    calls: ['cart'],
    onboarded: true,
    headline: 'Acme shop',
  },
  {
    name: 'cart',
    description: 'What customers are about to buy',
    calls: ['payments'],
    onboarded: true,
  },
  {
    name: 'payments',
    description: 'How customers pay',
    calls: [],
    onboarded: true,
  },
  {
    name: 'orders',
    description: 'What customers have bought; not onboarded to previews yet',
    calls: ['payments'],
    onboarded: false,
  },
];

/** Every service that a pod of the service may reach by a short name, its callees' callees too. */
function reachable({ calls }: DemoService): string[] {
  return calls.flatMap(name => {
    const called = demoServices.find(service => service.name === name);
    return [name, ...(called ? reachable(called) : [])];
  });
}

/** The definition of a service's previews. */
export function previewDefinition(
  service: DemoService,
  { github, registry, hostSuffix, cluster }: DemoAddresses,
): string {
  const { name } = service;
  const callees = reachable(service);
  const baseline = callees.length
    ? `  baseline:\n    namespace: shop\n    services: [${callees.join(
        ', ',
      )}]\n`
    : '';
  return `apiVersion: preview-environments.io/v1alpha1
kind: PreviewDefinition
metadata:
  name: ${name}
spec:
  trigger:
    labels: [preview]
  cluster: ${cluster}
${baseline}  images:
    - name: ${registry}/${owner}/${name}
      tag: '{{ commit.short }}'
      set:
        helm:
          tag: image.tag
  source:
    repoURL: ${github}/${owner}/${name}
    path: charts/${name}
    targetRevision: main
  routing:
    host: '{{ preview.id }}.${hostSuffix}'
    service:
      name: ${name}
      port: 80
    mesh:
      - service: ${name}
        namespace: shop
        port: 80
  expiry:
    idle: 72h
    max: 14d
    failed: 4h
`;
}

function catalogInfo({
  name,
  description,
  calls,
  onboarded,
}: DemoService): string {
  const dependencies = calls.length
    ? `  dependsOn: [${calls
        .map(each => `'component:default/${each}'`)
        .join(', ')}]\n`
    : '';
  const annotation = onboarded
    ? '    preview-environments.io/definition: preview.yaml\n'
    : '';
  return `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
  description: ${description}
  annotations:
    github.com/project-slug: ${owner}/${name}
${annotation}spec:
  type: service
  lifecycle: production
  owner: platform
  system: shop
${dependencies}`;
}

/** The files of a demo repository's default branch. */
export function repositoryFiles(
  service: DemoService,
  addresses: DemoAddresses,
): FileChanges {
  const { name, description, headline, onboarded } = service;
  return {
    'README.md': `# ${name}\n\n${description}.\n`,
    Dockerfile: `FROM scratch\nLABEL demo.service="${name}"\nCOPY . /srv\n`,
    'catalog-info.yaml': catalogInfo(service),
    ...(headline ? { 'headline.txt': `${headline}\n` } : {}),
    ...(onboarded
      ? { 'preview.yaml': previewDefinition(service, addresses) }
      : {}),
    ...chartFiles({
      service: name,
      image: `${addresses.registry}/${owner}/${name}`,
      tag: 'main',
      folder: `charts/${name}`,
    }),
  };
}

/** Makes the demo's repositories where they are missing. */
export function seedRepositories(hub: Hub, addresses: DemoAddresses): void {
  for (const service of demoServices) {
    if (hub.repository(owner, service.name)) continue;
    const repository = hub.addRepository({
      owner,
      name: service.name,
      description: service.description,
    });
    const changes = repositoryFiles(service, addresses);
    commitFiles(hub, repository, {
      branch: 'main',
      changes,
      message: 'Start of the demo',
      author: maintainer,
    });
  }
}
