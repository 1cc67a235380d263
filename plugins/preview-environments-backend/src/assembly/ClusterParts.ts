import { durationToMilliseconds } from '@backstage/types';
import { RefusedError } from '@previewenv/plugin-preview-environments-node';
import {
  ClusterConfiguration,
  LinksConfiguration,
  PreviewEnvironmentsConfiguration,
} from '../configuration';
import { ArgoCd } from '../deployers/argocd';
import { JobCluster } from '../jobs';
import {
  AppProject,
  ClusterClient,
  Clusters,
  Namespace,
  ObjectRef,
  OwnObjects,
} from '../kubernetes';
import { PreviewPolicy } from '../preview';
import { ObjectSettings } from '../reconciler';
import { RemainsCluster } from '../remains';
import {
  Adoptable,
  adoptables,
  certificateObjection,
  concernedBy,
  ConfiguredMesh,
  EdgeConflicts,
  GatewaySettings,
  KnownRoutes,
  MeshedCluster,
  meshImplementations,
  MeshSettings,
  meshSettings,
  probeHeaders,
  Protection,
  RoutedCluster,
  SharedGateway,
  StableHost,
  StableRoutes,
  StableSettings,
} from '../routing';
import { StrippingSettings } from '../stripping';
import { PreviewNamespaces } from '../validate';
import { WorkspaceCluster, WorkspaceSettings } from '../workspace';
import { policyOf } from './policy';

/** Everything that is made once per configured cluster. */
interface Parts {
  client: ClusterClient;
  objects: OwnObjects;
  routes: KnownRoutes;
  conflicts: EdgeConflicts;
  mesh: MeshSettings | undefined;
  stable: StableRoutes;
  protection: Protection;
  workspace: WorkspaceSettings;
  gateway: GatewaySettings;
  sharedGateway: SharedGateway;
  appProject: ObjectRef;
  argoCd: ArgoCd;
  argoCdCluster: string;
}

/** Turns the configuration of clusters into what the rooms of the controller need of them. */
export class ClusterParts {
  readonly #configuration: PreviewEnvironmentsConfiguration;
  readonly #clusters: Clusters;
  readonly #parts: Map<string, Parts>;

  constructor(options: {
    configuration: PreviewEnvironmentsConfiguration;
    clusters: Clusters;
  }) {
    this.#configuration = options.configuration;
    this.#clusters = options.clusters;
    this.#parts = new Map(
      Object.entries(this.#configuration.clusters).map(([name, cluster]) => [
        name,
        this.#make(name, cluster),
      ]),
    );
  }

  get names(): string[] {
    return [...this.#parts.keys()];
  }

  client = (cluster: string): ClusterClient => this.#of(cluster).client;

  workspace = (cluster: string): WorkspaceCluster => {
    const { client, objects, workspace } = this.#of(cluster);
    return { client, objects, settings: workspace };
  };

  jobs = (cluster: string): JobCluster => {
    const { client, objects } = this.#of(cluster);
    return { client, objects, instance: this.#configuration.instance };
  };

  remains = (cluster: string): RemainsCluster => {
    const { objects, argoCd, argoCdCluster } = this.#of(cluster);
    return {
      objects,
      argoCd: {
        cluster: argoCdCluster,
        objects: argoCd.objects,
        namespace: argoCd.settings.namespace,
      },
    };
  };

  argoCd = (cluster: string): ArgoCd => this.#of(cluster).argoCd;

  argoCdClient = (cluster: string): ClusterClient =>
    this.#clusters.get(this.#of(cluster).argoCdCluster);

  routed = (cluster: string): RoutedCluster => {
    const { objects, gateway, routes, conflicts, stable } = this.#of(cluster);
    return { objects, gateway, routes, conflicts, stable };
  };

  meshed = (cluster: string): MeshedCluster => {
    const { client, objects, mesh, routes } = this.#of(cluster);
    return { client, objects, mesh, routes };
  };

  gateway = (cluster: string): SharedGateway => this.#of(cluster).sharedGateway;

  /** What the mesh's policies are compared with; undefined for a cluster that is not configured. */
  previewNamespaces = (cluster: string): PreviewNamespaces | undefined => {
    const configured = this.#configuration.clusters[cluster];
    if (!configured) return undefined;
    const { namespaceLabels, podSecurity, mesh } = configured;
    return {
      namespaceLabels,
      podSecurity: podSecurity.enforce,
      namespacePrefix: this.#configuration.namespacePrefix,
      istio:
        mesh?.implementation === 'istio' ||
        Object.keys(namespaceLabels).some(label => /^istio[.-]/.test(label)),
    };
  };

  /** Whether hosts of previews have to resolve where the backend runs. */
  checksNames = (cluster: string): boolean =>
    this.#configuration.clusters[cluster]?.gateway.names === 'checked';

  /** The AppProject of all Applications, on the cluster that Argo CD runs in. */
  appProject = (cluster: string): ObjectRef => this.#of(cluster).appProject;

  objectSettings = (cluster: string): ObjectSettings => {
    const { workspace, argoCd, argoCdCluster, gateway, mesh } =
      this.#of(cluster);
    const { settings } = argoCd;
    return { workspace, argoCd: settings, argoCdCluster, gateway, mesh };
  };

  /** Follows all routes of a cluster until the signal, and tells of previews that other people's routes have a say about. */
  followRoutes(
    cluster: string,
    signal: AbortSignal,
    concerned: (previewId: string, cause: string) => void,
  ): Promise<void> {
    const { client, routes } = this.#of(cluster);
    const { instance } = this.#configuration;
    routes.onChange((change, known) => {
      const cause = `watch ${(change.item ?? change.previous)?.kind}`;
      for (const id of concernedBy(change, known, instance))
        concerned(id, cause);
    });
    return routes.follow(client, signal);
  }

  /** Changes when a Gateway's listener is seen for the first time. */
  policy = (): PreviewPolicy =>
    policyOf(this.#configuration, name =>
      this.#of(name).sharedGateway.publicAddress(),
    );

  /** What the platform is asked to adopt; undefined for a cluster that is not configured. */
  adoptables = (cluster: string): Adoptable[] | undefined => {
    const parts = this.#parts.get(cluster);
    return (
      parts &&
      adoptables({ ...parts.gateway, ...parts.sharedGateway.publicAddress() })
    );
  };

  /** Hosts of the shared environment that take clients' own keys off. */
  keyStripping = (cluster: string): StrippingSettings | undefined =>
    this.#configuration.clusters[cluster]?.keyStripping;

  /** What signs links to hosts of the shared environment; undefined: there are none. */
  get links(): LinksConfiguration | undefined {
    return this.#configuration.links;
  }

  /** Who asks for a login in front of the cluster's previews. */
  protection = (cluster: string): Protection => this.#of(cluster).protection;

  /** What requests of ours bring to pass it, made anew each time; undefined when nothing passes. */
  loginHeaders = (cluster: string): Record<string, string> | undefined =>
    probeHeaders(this.#of(cluster).gateway, new Date());

  #stable(hosts: StableHost[], gateway: SharedGateway): StableSettings {
    const { instance, links } = this.#configuration;
    return {
      instance,
      hosts,
      keys: links?.keys ?? [],
      cookieSeconds: links ? durationToMilliseconds(links.cookie) / 1_000 : 0,
      secure: () => gateway.publicAddress().publicScheme === 'https',
    };
  }

  #of(cluster: string): Parts {
    const parts = this.#parts.get(cluster);
    if (parts) return parts;
    throw new RefusedError(
      `There is no cluster ${cluster} in previewEnvironments.clusters; configured: ${
        this.names.join(', ') || 'none'
      }.`,
    );
  }

  #make(
    name: string,
    {
      argocd,
      gateway,
      mesh,
      gatewayNamespaces,
      protection,
      stableHosts,
      namespaceLabels,
      podSecurity,
    }: ClusterConfiguration,
  ): Parts {
    const { instance } = this.#configuration;
    const client = this.#clusters.get(name);
    const argoCdCluster = argocd.cluster;
    const settings: GatewaySettings = {
      instance,
      namespace: gateway.namespace,
      name: gateway.name,
      listener: gateway.listener,
      addresses: gateway.addresses,
      implementation: gateway.implementation,
      protection: protection ?? { type: 'off' },
    };
    const objects = new OwnObjects({ client, instance });
    const sharedGateway = new SharedGateway({
      client,
      settings,
      publicAddress: {
        publicScheme: gateway.publicScheme,
        publicPort: gateway.publicPort,
      },
    });
    return {
      client,
      objects,
      routes: new KnownRoutes(),
      conflicts: new EdgeConflicts({
        gateway: () => sharedGateway.live(),
        address: () => sharedGateway.address(),
        listener: gateway.listener,
        namespace: home => objects.get({ resource: Namespace, name: home }),
        certificate: certificateObjection,
      }),
      stable: new StableRoutes({
        client,
        objects,
        settings: this.#stable(stableHosts, sharedGateway),
      }),
      protection: settings.protection,
      mesh: mesh && meshSettings(mesh, instance),
      workspace: {
        instance,
        namespaceLabels,
        podSecurity,
        gatewayNamespaces,
        meshNamespaces: controlPlaneOf(mesh),
      },
      gateway: settings,
      sharedGateway,
      appProject: {
        resource: AppProject,
        namespace: argocd.projectNamespace,
        name: argocd.project,
      },
      argoCd: {
        objects: new OwnObjects({
          client: this.#clusters.get(argoCdCluster),
          instance,
        }),
        settings: {
          instance,
          namespace: argocd.namespace,
          project: argocd.project,
          destination: argocd.destination,
        },
      },
      argoCdCluster,
    };
  }
}

function controlPlaneOf(mesh: ConfiguredMesh | undefined): string[] {
  const namespace =
    mesh && meshImplementations[mesh.implementation].controlPlane;
  return namespace ? [namespace] : [];
}
