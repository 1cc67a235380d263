import { DesiredEdgeRoute } from '@previewenv/plugin-preview-environments-node';
import { KubernetesObject, Middleware, ResourceKind } from '../../kubernetes';
import { answerHeaders } from './answer';
import { corsFilter, corsHeaders, corsMethods, corsSeconds } from './cors';
import {
  anyImplementation,
  edgeImplementations,
  GatewayImplementation,
} from './implementations';
import { Protection } from './protection';

/** What of a cluster's configuration decides what goes with a route. */
export interface EdgeFeatures {
  implementation: GatewayImplementation | undefined;
  protection: Protection;
}

/** Something that a route needs besides itself: an object, a filter that names it, or a filter alone. */
export interface Companion {
  filter: Record<string, unknown>;
  object: { resource: ResourceKind; name: string; spec: object } | undefined;
}

/**
 * What asks for a login in front of the route. It comes before all other filters, so that a refusal carries nothing by which it
 * could be taken for the preview's own answer.
 */
export function loginOf(
  { name }: Pick<DesiredEdgeRoute, 'name'>,
  { protection }: EdgeFeatures,
): Companion | undefined {
  if (protection.type !== 'traefik') return undefined;
  const { address, responseHeaders } = protection.forwardAuth;
  return middleware(`${name}-login`, {
    forwardAuth: {
      address,
      // What a client says of itself there is not what the gateway saw.
      trustForwardHeader: false,
      ...(responseHeaders.length > 0 && {
        authResponseHeaders: responseHeaders,
      }),
    },
  });
}

/** Who else may call the route from a browser; where there is no filter for it, a middleware says so. */
export function corsOf(
  { name, cors }: Pick<DesiredEdgeRoute, 'name' | 'cors'>,
  { implementation }: EdgeFeatures,
): Companion | undefined {
  if (!cors) return undefined;
  if (factsOf(implementation).corsFilter)
    return { filter: corsFilter(cors), object: undefined };
  return middleware(`${name}-cors`, {
    headers: {
      accessControlAllowOriginList: cors.origins,
      accessControlAllowMethods: corsMethods,
      accessControlAllowHeaders: corsHeaders,
      accessControlAllowCredentials: cors.credentials,
      accessControlMaxAge: corsSeconds,
      addVaryHeader: true,
    },
  });
}

/** What marks the answers; a middleware where a GRPCRoute's filter would fail every call. */
export function answerOf(
  route: Pick<DesiredEdgeRoute, 'name' | 'protocol' | 'previewId' | 'headSha'>,
  { implementation }: Pick<EdgeFeatures, 'implementation'>,
): Companion {
  const set = answerHeaders(route);
  if (route.protocol === 'http' || factsOf(implementation).grpcResponseHeaders)
    return {
      filter: {
        type: 'ResponseHeaderModifier',
        responseHeaderModifier: { set },
      },
      object: undefined,
    };
  return middleware(`${route.name}-answer`, {
    headers: {
      customResponseHeaders: Object.fromEntries(
        set.map(({ name, value }) => [name, value]),
      ),
    },
  });
}

function factsOf(implementation: GatewayImplementation | undefined) {
  return implementation
    ? edgeImplementations[implementation]
    : anyImplementation;
}

/** The names of all objects that can go with a route of that name. */
export function companionNames(route: string): string[] {
  return [`${route}-login`, `${route}-cors`, `${route}-answer`];
}

function middleware(name: string, spec: object): Companion {
  return {
    filter: {
      type: 'ExtensionRef',
      extensionRef: { group: 'traefik.io', kind: Middleware.kind, name },
    },
    object: { resource: Middleware, name, spec },
  };
}

/** The objects that go with a route, as they are written; `metadata` is the route's. */
export function companionObjects(
  route: DesiredEdgeRoute,
  features: EdgeFeatures,
  metadata: KubernetesObject['metadata'],
): { resource: ResourceKind; object: KubernetesObject }[] {
  return [
    loginOf(route, features),
    answerOf(route, features),
    corsOf(route, features),
  ].flatMap(companion => {
    if (!companion?.object) return [];
    const { resource, name, spec } = companion.object;
    const { apiVersion, kind } = resource;
    return [
      {
        resource,
        object: { apiVersion, kind, metadata: { ...metadata, name }, spec },
      },
    ];
  });
}
