import { join } from 'node:path';
import { SystemClock } from './clock';
import {
  ApplicationController,
  Controller,
  DeploymentController,
  DirectorySource,
  EndpointSliceController,
  GarbageCollector,
  ImagePuller,
  JobController,
  Kubelet,
  NamespaceController,
  ReplicaSetController,
  SourceReader,
} from './controllers';
import {
  catalogFile,
  DemoAddresses,
  demoOwner,
  deployBaseline,
  hasBaseline,
  kubeconfig,
  seedPlatform,
  seedRepositories,
} from './demo';
import { GatewayProxy, GatewayStatusController, ServiceMesh } from './gateway';
import { defaultLogin, GitHub, Hub, HubSnapshot, startGitHub } from './github';
import { HubSource } from './hubSource';
import { ApiServer, Cluster, StorageSnapshot } from './kubernetes';
import { Ports } from './ports';
import { Image, Images, Registry, startRegistry } from './registry';
import { ContainerRuntime, Network, ServiceNames } from './services';
import { StateDirectory } from './state';

/** How long things take that take time, in milliseconds. */
export interface Pace {
  /** A build of an image. */
  build: number;
  /** A pod, until its containers run. */
  podStart: number;
  podStop: number;
  /** A look of Argo CD after a change. */
  refresh: number;
  /** A sync of Argo CD. */
  sync: number;
  /** A step of a namespace's removal. */
  namespace: number;
  /** The gateway, until a route's status is written. */
  route: number;
}

/** Slow enough to watch, quick enough not to wait. */
export const watchable: Pace = {
  build: 5_000,
  podStart: 1_500,
  podStop: 500,
  refresh: 500,
  sync: 1_000,
  namespace: 1_000,
  route: 200,
};

/** For tests. */
export const quick: Pace = {
  build: 50,
  podStart: 20,
  podStop: 10,
  refresh: 10,
  sync: 20,
  namespace: 20,
  route: 10,
};

export interface WorldOptions {
  ports: Ports;
  stateDirectory: string;
  /** Milliseconds of changes that are written to it together; what is written is the whole state. */
  gather?: number;
  /** Shared with the backend, which refuses webhooks without it. */
  webhookSecret: string;
  pace?: Partial<Pace>;
  /** Of the Application with this name: a sync of it never comes to an end by itself. */
  syncHangs?: (application: string) => boolean;
  /** Makes more repositories than those of the demo, before anything is built. */
  seed?: (hub: Hub, addresses: DemoAddresses) => void;
}

export interface World {
  ports: Ports;
  cluster: Cluster;
  /** Can be stopped for a while. */
  argocd: ApplicationController;
  apiServer: ApiServer;
  github: GitHub;
  registry: Registry;
  /** The file for `clusters.<name>.credentials`. */
  kubeconfigPath: string;
  close(): Promise<void>;
}

export const hostSuffix = 'preview.localhost';
const clusterName = 'dev';
const token = 'sandbox';

/** Argo CD's own namespace. */
const argocdNamespace = 'argocd';

/** The parts that keep state, as they were left. */
function restore(
  state: StateDirectory,
  clock: SystemClock,
): { cluster: Cluster; hub: Hub; images: Images } {
  const cluster = new Cluster({
    clock,
    snapshot: state.read<StorageSnapshot>('cluster'),
  });
  cluster.subscribe(() => state.changed(cluster));
  const hub: Hub = new Hub({
    clock,
    login: defaultLogin,
    snapshot: state.read<HubSnapshot>('github'),
    changed: () => state.changed(hub),
  });
  const images: Images = new Images({
    snapshot: state.read<Image[]>('registry'),
    changed: () => state.changed(images),
  });
  return { cluster, hub, images };
}

/** Deploys the default branches to the baseline, at first and whenever their images are built anew. */
function keepBaseline(
  cluster: Cluster,
  images: Images,
  source: SourceReader,
  githubUrl: string,
): () => void {
  const deploy = ({ name, tags: [tag] }: Image): void => {
    const [owner, service] = name.split('/');
    if (owner !== demoOwner || !tag?.startsWith('main-')) return;
    deployBaseline(cluster, {
      service,
      tag,
      tree: source.open(`${githubUrl}/${name}`, 'HEAD'),
    });
  };
  if (!hasBaseline(cluster)) images.list().forEach(deploy);
  return images.onPush(deploy);
}

/** The files of the demo name the addresses they were made for. */
function checkPorts(state: StateDirectory, ports: Ports): void {
  const before = state.read<Ports>('ports');
  const moved =
    before &&
    (['github', 'registry', 'gateway'] as const).find(
      name => ports[name] && ports[name] !== before[name],
    );
  if (!moved) return;
  throw new Error(
    `${state.path} was made with ${moved} on port ${before[moved]}, not ${ports[moved]}. Start with the same ports, delete that folder, or name another one by SANDBOX_STATE.`,
  );
}

/** Starts everything that lies outside the product: Kubernetes, Argo CD, gateway, services, registry, CI, GitHub. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const pace: Pace = { ...watchable, ...options.pace };
  const clock = new SystemClock();
  const state = new StateDirectory({
    directory: options.stateDirectory,
    clock,
    gather: options.gather,
  });
  checkPorts(state, options.ports);
  const { cluster, hub, images } = restore(state, clock);
  const stops: (() => void | Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const stop of stops.reverse()) await stop();
    state.flush();
    clock.stop();
  };
  try {
    const network = new Network();
    const names = new ServiceNames({ cluster, network });
    const runtime = new ContainerRuntime({
      network,
      names,
      mesh: new ServiceMesh({ cluster }),
    });

    const registry = await startRegistry({
      port: options.ports.registry,
      images,
    });
    stops.push(() => registry.close());
    const proxy = new GatewayProxy({ cluster, names });
    const gatewayPort = await proxy.start(options.ports.gateway);
    stops.push(() => proxy.stop());
    const apiServer = new ApiServer({
      cluster,
      port: options.ports.kubernetes,
      token,
      logs: query => runtime.logs(query),
    });
    const kubernetesPort = await apiServer.start();
    stops.push(() => apiServer.stop());
    const github = await startGitHub({
      port: options.ports.github,
      hub,
      webhook: {
        url: `http://localhost:${options.ports.backend}/api/events/http/github`,
        secret: options.webhookSecret,
        events: ['pull_request', 'push', 'issue_comment'],
      },
      ci: {
        push: ({ name, tag, labels }) => void images.push(name, tag, labels),
        delay: pace.build,
      },
      beforeStart: url => {
        const addresses = {
          github: url,
          registry: `localhost:${registry.port}`,
          hostSuffix,
          cluster: clusterName,
        };
        seedRepositories(hub, addresses);
        options.seed?.(hub, addresses);
      },
    });
    stops.push(() => github.close());

    const own = new HubSource({ hub, url: github.url });
    const directories = new DirectorySource();
    const source: SourceReader = {
      open: (repoURL, revision) =>
        repoURL.startsWith('file:')
          ? directories.open(repoURL)
          : own.open(repoURL, revision),
    };
    seedPlatform(cluster, { gatewayPort, hostSuffix });
    const argocd = new ApplicationController({
      cluster,
      reader: source,
      home: argocdNamespace,
      refreshDelay: pace.refresh,
      syncDelay: pace.sync,
      hangs: ({ metadata }) => options.syncHangs?.(metadata.name) ?? false,
    });
    const controllers: Controller[] = [
      new NamespaceController({ cluster, pace: pace.namespace }),
      new GarbageCollector({ cluster }),
      new ReplicaSetController({ cluster }),
      new DeploymentController({ cluster }),
      new JobController({ cluster }),
      new EndpointSliceController({ cluster }),
      new Kubelet({
        cluster,
        runtime,
        puller: new ImagePuller({
          images,
          hosts: [`localhost:${registry.port}`, `127.0.0.1:${registry.port}`],
        }),
        startDelay: pace.podStart,
        stopDelay: pace.podStop,
      }),
      new GatewayStatusController({
        cluster,
        address: '127.0.0.1',
        delay: pace.route,
      }),
      argocd,
    ];
    for (const controller of controllers) {
      controller.start();
      stops.push(() => controller.stop());
    }
    stops.push(keepBaseline(cluster, images, source, github.url));

    const ports = {
      ...options.ports,
      github: github.port,
      gateway: gatewayPort,
      kubernetes: kubernetesPort,
      registry: registry.port,
    };
    state.write(
      'kubeconfig',
      kubeconfig({ server: `http://127.0.0.1:${kubernetesPort}`, token }),
    );
    state.write('catalog.yaml', catalogFile(github.url));
    state.write('ports.json', JSON.stringify(ports, undefined, 2));
    return {
      ports,
      cluster,
      argocd,
      apiServer,
      github,
      registry,
      kubeconfigPath: join(options.stateDirectory, 'kubeconfig'),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
