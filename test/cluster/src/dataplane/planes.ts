import { ClusterObject, get } from '../ground/kubernetes';
import { callGrpc, GrpcAnswer, GrpcCall } from './grpcClient';
import { askRaw, RawAnswer, RawRequest } from './rawRequest';

/** A real implementation of the Gateway API, as routes and requests meet it. */
export interface DataPlane {
  name: string;
  /** Routes attach to a Gateway, or to the Service that is called. */
  kind: 'edge' | 'mesh';
  /** Where a route attaches; `name` tells the routes of one test from each other. */
  attach(
    name: string,
    protocol: Protocol,
  ): { parentRefs: object[]; hostnames?: string[] };
  ask(
    name: string,
    request?: Pick<RawRequest, 'method' | 'path' | 'headers' | 'agent'>,
  ): Promise<RawAnswer>;
  call(
    name: string,
    call: Pick<GrpcCall, 'method' | 'metadata'>,
  ): Promise<GrpcAnswer>;
}

export type Protocol = 'http' | 'grpc';

/** Where the data planes are tried out: a namespace with a Service per case. */
export const planesNamespace = 'dataplanes';
/** The ports of each Service: HTTP, and gRPC's (HTTP/2 without TLS). */
export const planePorts: Record<Protocol, number> = { http: 80, grpc: 90 };

const gatewayPort = 80;

interface Addressed extends ClusterObject {
  spec: { clusterIP?: string };
  status?: { addresses?: { value: string }[]; podIP?: string };
}

/** Addresses do not change while the kit is up, and reading one takes longer than a request. */
const known = new Map<string, Promise<string>>();

async function read(resource: string, name: string, namespace: string) {
  const found = await get<Addressed>(resource, name, namespace);
  const address =
    found?.status?.addresses?.[0]?.value ??
    found?.status?.podIP ??
    found?.spec.clusterIP;
  if (!address) throw new Error(`${resource} ${name} has no address`);
  return address;
}

function addressOf(resource: string, name: string, namespace: string) {
  const key = `${resource}/${namespace}/${name}`;
  const address = known.get(key) ?? read(resource, name, namespace);
  known.set(key, address);
  return address;
}

/** The address of the pod that stands for callers in the mesh. */
export const meshClient = () => addressOf('pods', 'client', 'mesh-client');

/** The address of a Gateway of the kit. */
export const gatewayAddress = (gateway: string) =>
  addressOf('gateways', gateway, 'infra');

/** The ClusterIP of a Service. */
export const clusterIp = (service: string, namespace: string) =>
  addressOf('services', service, namespace);

function edge(name: string, gateway: string): DataPlane {
  const host = (route: string, protocol: Protocol) =>
    `${route}-${protocol}-${gateway}.apps.test`;
  return {
    name,
    kind: 'edge',
    attach: (route, protocol) => ({
      parentRefs: [{ name: gateway, namespace: 'infra', sectionName: 'apps' }],
      hostnames: [host(route, protocol)],
    }),
    ask: async (route, request) =>
      askRaw({
        address: await gatewayAddress(gateway),
        port: gatewayPort,
        host: host(route, 'http'),
        ...request,
      }),
    call: async (route, call) =>
      callGrpc({
        address: await gatewayAddress(gateway),
        port: gatewayPort,
        authority: host(route, 'grpc'),
        ...call,
      }),
  };
}

function mesh(name: string): DataPlane {
  const host = (service: string) =>
    `${service}.${planesNamespace}.svc.cluster.local`;
  return {
    name,
    kind: 'mesh',
    attach: (service, protocol) => ({
      parentRefs: [
        {
          group: '',
          kind: 'Service',
          name: service,
          port: planePorts[protocol],
        },
      ],
    }),
    ask: async (service, request) =>
      askRaw({
        address: await clusterIp(service, planesNamespace),
        port: planePorts.http,
        host: host(service),
        from: await meshClient(),
        ...request,
      }),
    call: async (service, call) =>
      callGrpc({
        address: await clusterIp(service, planesNamespace),
        port: planePorts.grpc,
        authority: host(service),
        from: await meshClient(),
        ...call,
      }),
  };
}

/** The Gateways and the mesh of the kit. */
export const dataPlanes: DataPlane[] = [
  edge('Traefik', 'edge'),
  edge('Envoy Gateway', 'edge-eg'),
  edge('Istio gateway', 'edge-istio'),
  mesh('Istio'),
];
