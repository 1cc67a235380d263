import { DesiredMeshRoute } from '@previewenv/plugin-preview-environments-node';
import { componentLabel, KubernetesObject, labelsOf } from '../../kubernetes';
import { baggageExpressions, baggageHeader, plainHeader } from './baggage';
import { everything } from './baselineRoute';
import { MeshSettings } from './implementations';
import { RouteMatch } from './serviceRoutes';
import { meshKindOf, overrideName, parentRefOf } from './targets';

/** The Gateway API's limits for one HTTPRoute or GRPCRoute; with 64 matches in a rule, 128 are two of its 16 rules. */
const mostMatches = { inRule: 64, inRoute: 128, headers: 16 };

type HeaderMatch = NonNullable<RouteMatch['headers']>[number];

/**
 * The routes that lead requests with one of the keys to the preview. Every match of the baseline is repeated with the key added to it:
 * a longer path, a method or more headers would otherwise win over the key (rules of precedence of the Gateway API).
 *
 * The same matches always make the same routes, whatever their order, and however many routes that takes.
 */
export function overrideRoutesOf(
  route: DesiredMeshRoute,
  baseline: RouteMatch[],
  settings: Pick<MeshSettings, 'instance' | 'headers'>,
): KubernetesObject[] {
  const keys = keyMatches(route.keys, settings);
  const matches = inStableOrder([
    everything(route.target),
    ...baseline,
  ]).flatMap(match => keys.flatMap(key => withKey(match, key)));
  return chunks(matches, mostMatches.inRoute).map((part, index) =>
    overrideRoute(route, part, {
      name: overrideName(route, index),
      instance: settings.instance,
    }),
  );
}

function overrideRoute(
  { previewId, component, target, backend }: DesiredMeshRoute,
  matches: RouteMatch[],
  { name, instance }: { name: string; instance: string },
): KubernetesObject {
  const { apiVersion, kind } = meshKindOf(target);
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace: target.namespace,
      labels: {
        ...labelsOf({ instance, id: previewId }),
        [componentLabel]: component,
      },
    },
    spec: {
      parentRefs: [parentRefOf(target)],
      rules: chunks(matches, mostMatches.inRule).map(some => ({
        matches: some,
        backendRefs: [
          {
            group: '',
            kind: 'Service',
            namespace: backend.namespace,
            name: backend.service,
            port: backend.port,
          },
        ],
      })),
    },
  };
}

/** Any of these means that a request carries one of the keys. */
function keyMatches(
  keys: string[],
  { headers }: Pick<MeshSettings, 'headers'>,
): HeaderMatch[] {
  const ids = [...new Set(keys)].sort();
  const inBaggage = baggageExpressions(ids).map(value => ({
    name: baggageHeader,
    type: 'RegularExpression',
    value,
  }));
  const plain = ids.map(value => ({
    name: plainHeader,
    type: 'Exact',
    value,
  }));
  return [
    ...(headers === 'x-preview' ? [] : inBaggage),
    ...(headers === 'baggage' ? [] : plain),
  ];
}

/** Nothing where the match asks for that header already or has no room for one more: a header is matched once at most. */
function withKey(match: RouteMatch, key: HeaderMatch): RouteMatch[] {
  const { headers = [] } = match;
  const taken = headers.some(
    ({ name }) => name.toLowerCase() === key.name.toLowerCase(),
  );
  return taken || headers.length >= mostMatches.headers
    ? []
    : [{ ...match, headers: [...headers, key] }];
}

function inStableOrder(matches: RouteMatch[]): RouteMatch[] {
  const byText = new Map(matches.map(match => [textOf(match), match]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** The same for matches that say the same, whatever the order of their fields. */
function textOf(match: RouteMatch): string {
  return JSON.stringify(match, (_, value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : value,
  );
}

function chunks<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
