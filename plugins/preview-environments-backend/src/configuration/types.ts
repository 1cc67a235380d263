import { HumanDuration } from '@backstage/types';
import { CircleciSettings } from '../builds';
import { CosignSettings, RegistrySettings } from '../images';
import { TraceSettings } from '../doctor';
import { ClusterCredentials } from '../kubernetes';
import { GroupPolicy, TrustFloor } from '../preview';
import {
  ConfiguredMesh,
  GatewayImplementation,
  LinkKey,
  Protection,
  StableHost,
} from '../routing';

/** What the platform's people decided, checked and with defaults filled in. `config.d.ts` explains the keys. */
export interface PreviewEnvironmentsConfiguration {
  /** Tells our objects from those of other installations, in every label (design decision 7). */
  instance: string;
  mode: 'off' | 'observe' | 'on' | 'drain';
  /** Where Backstage's pages are, without a slash at the end; undefined when `app.baseUrl` is not set. */
  appBaseUrl: string | undefined;
  limits: { total: number | undefined; perRepository: number | undefined };
  namespacePrefix: string;
  clusters: Record<string, ClusterConfiguration>;
  /** What signs links to hosts of the shared environment; undefined: there are none. */
  links: LinksConfiguration | undefined;
  registries: RegistrySettings[];
  /** What is asked of images beyond being there, whatever definitions say. */
  images: ImagesConfiguration;
  builds: BuildsConfiguration;
  /** What no definition can be more lenient than. */
  trust: TrustFloor;
  /** What links pull requests of several repositories. */
  groups: GroupPolicy;
  sweep: {
    listing: { every: HumanDuration };
    clusters: { every: HumanDuration };
    deletions: { share: number; least: number };
  };
  closing: {
    routes: HumanDuration;
    applications: HumanDuration;
    namespace: HumanDuration;
  };
  /** Who gets notifications of what needs a person, by entity refs. */
  alerts: { recipients: string[] };
  /** Defaults and ceilings for what definitions ask for. */
  expiry: {
    idle?: HumanDuration;
    max?: HumanDuration;
    failed?: HumanDuration;
  };
  /** How long a branch without pull request is previewed. */
  branches: { lease: HumanDuration; longest: HumanDuration };
  /** How long a preview is remembered after it was gone. */
  history: { keep: HumanDuration };
  /** Where the propagation doctor finds evidence, beside what the answers say. */
  doctor: {
    traces: TraceSettings | undefined;
    accessLogs: { container: string } | undefined;
  };
  feedback: {
    comment: boolean;
    deployment: boolean;
    environment: string;
    status: 'status' | 'check' | 'off';
  };
  workers: { concurrency: number; leaseSeconds: number };
}

export interface ClusterConfiguration {
  credentials: ClusterCredentials;
  argocd: ArgoCdConfiguration;
  gateway: GatewayConfiguration;
  /** Undefined: nobody has said whether previews need a login. */
  protection: Protection | undefined;
  /** Hosts on which clients' own routing keys are taken off; undefined: nobody has said any. */
  keyStripping: { hosts: string[]; otherwise: 'warn' | 'refuse' } | undefined;
  /** Hosts of the shared environment that signed links may lead to, and where their routes are. */
  stableHosts: StableHost[];
  /** Undefined: calls between services are not led to previews. */
  mesh: ConfiguredMesh | undefined;
  /** Namespaces from which the gateway's proxies send requests to previews (rule 7.8). */
  gatewayNamespaces: string[];
  /** Lower case, without a dot in front. */
  hostSuffixes: string[];
  /** What its nodes run, as `linux/arm64`; undefined: nobody has said. */
  platforms: string[] | undefined;
  namespaceLabels: Record<string, string>;
  podSecurity: { enforce: PodSecurityLevel; warn: PodSecurityLevel };
}

export interface ImagesConfiguration {
  /** Undefined: images need no signature. */
  signatures?: {
    cosign: Omit<CosignSettings, 'timeoutMilliseconds'> & {
      timeout: HumanDuration;
    };
  };
}

/** Where builds are asked for besides the code host, and where they are heard of. */
export interface BuildsConfiguration {
  /** Undefined: pushes to Amazon ECR are not heard of. */
  ecrTopic?: string;
  circleci?: CircleciSettings;
  /** What definitions may have called, by the name that they use. */
  calls: Record<string, { url: string; secret: string }>;
}

export interface LinksConfiguration {
  /** The first signs; the others still count. */
  keys: LinkKey[];
  /** How long a link can be followed. */
  lifetime: HumanDuration;
  /** How long a browser stays with the preview after that. */
  cookie: HumanDuration;
}

export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

export interface ArgoCdConfiguration {
  /** The cluster that Argo CD runs in, by its name in this configuration. */
  cluster: string;
  /** The namespace of the Applications. */
  namespace: string;
  project: string;
  /** Where the AppProject is: the namespace of Argo CD itself. */
  projectNamespace: string;
  /** What Argo CD calls the cluster that previews run in. */
  destination: { server: string } | { name: string };
}

export interface GatewayConfiguration {
  namespace: string;
  name: string;
  /** Undefined: any listener of the Gateway that admits the host. */
  listener: string | undefined;
  /** Undefined: nothing is generated beyond the Gateway API. */
  implementation: GatewayImplementation | undefined;
  /** `address` or `address:port`; undefined: what the Gateway's status says. */
  addresses: string[] | undefined;
  /** Whether a preview is ready only when its host resolves where the backend runs. */
  names: 'checked' | 'unchecked';
  /** Undefined: as the Gateway's listener says (rule 7.27). */
  publicScheme: 'http' | 'https' | undefined;
  publicPort: number | undefined;
}
