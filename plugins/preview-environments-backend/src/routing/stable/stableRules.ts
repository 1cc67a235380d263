import {
  DesiredEdgeRoute,
  StableHosts,
} from '@previewenv/plugin-preview-environments-node';
import { KubernetesObject, ownerOf } from '../../kubernetes';
import { keyFilter } from '../edge/routingKey';
import { cookieExpression, cookieOf, leaveWord, sealName } from './match';

interface Match {
  headers?: { name: string }[];
  queryParams?: { name: string }[];
  [field: string]: unknown;
}

interface HeaderChange {
  set?: { name: string; value: string }[];
  add?: { name: string; value: string }[];
  remove?: string[];
}

interface Filter {
  type: string;
  requestHeaderModifier?: HeaderChange;
  responseHeaderModifier?: HeaderChange;
  [field: string]: unknown;
}

interface BackendRef {
  group?: string;
  kind?: string;
  namespace?: string;
  name: string;
  port?: number;
  [field: string]: unknown;
}

interface Rule {
  matches?: Match[];
  filters?: Filter[];
  backendRefs?: BackendRef[];
  [field: string]: unknown;
}

/** What leads one preview's visitors on stable hosts. */
export interface StableEntry {
  route: Pick<DesiredEdgeRoute, 'previewId'> & { stable: StableHosts };
  /** Of the signing key first; those of older keys still lead there. */
  seals: string[];
  cookieSeconds: number;
  secure: boolean;
}

/** Rules of a route, and its matches in all (Gateway API, HTTPRoute). */
const mostRules = 16;
const mostMatches = 128;

/** Any browser names itself. It makes the link count as many headers as the cookie of another preview, and so win over it. */
const anyBrowser = {
  name: 'user-agent',
  type: 'RegularExpression',
  value: '.+',
};

/**
 * The rules that lead a preview's visitors on a host of the shared environment: each rule of its own route there, copied with its
 * paths, because the length of a path beats the number of headers, and three times: for the link, for the cookie that the link
 * sets, and for the way back. The baseline's route itself is never touched (rule 7.15).
 */
export function stableRules(
  baseline: KubernetesObject,
  entry: StableEntry,
): Rule[] {
  const { rules = [{}] } = (baseline.spec ?? {}) as { rules?: Rule[] };
  // Names of rules are unique in a route, and nobody refers to these.
  return rules
    .map(({ name: _name, ...rule }) => rule as Rule)
    .flatMap(rule => [
      linkRule(rule, baseline, entry),
      leaveRule(rule, entry),
      cookieRule(rule, baseline, entry),
    ]);
}

/** In as few routes as the API allows, always cut at the same places; no rule is cut itself. */
export function inRoutes(rules: Rule[]): Rule[][] {
  const routes: Rule[][] = [];
  let current: Rule[] = [];
  let matches = 0;
  for (const rule of rules) {
    const more = rule.matches?.length ?? 1;
    if (current.length === mostRules || matches + more > mostMatches) {
      routes.push(current);
      current = [];
      matches = 0;
    }
    current.push(rule);
    matches += more;
  }
  return current.length > 0 ? [...routes, current] : routes;
}

/** The baseline's own routes for a host, oldest name first; those of previews lead nowhere else. */
export function baselineRoutesFor(
  host: string,
  routes: KubernetesObject[],
): KubernetesObject[] {
  return routes
    .filter(route => !ownerOf(route) && hostsOf(route).includes(host))
    .sort((one, other) => (one.metadata.name < other.metadata.name ? -1 : 1));
}

function linkRule(
  rule: Rule,
  baseline: KubernetesObject,
  entry: StableEntry,
): Rule {
  const [seal] = entry.seals;
  return previewRule(rule, baseline, entry, {
    matches: matchesOf(rule).map(match => ({
      ...match,
      headers: [...(match.headers ?? []), anyBrowser],
      queryParams: [
        ...(match.queryParams ?? []),
        { type: 'Exact', name: sealName, value: seal },
      ],
    })),
    response: {
      add: [
        {
          name: 'set-cookie',
          value: cookieOf(seal, {
            seconds: entry.cookieSeconds,
            secure: entry.secure,
          }),
        },
      ],
      // The address holds the seal, which is nobody's business.
      set: [{ name: 'referrer-policy', value: 'same-origin' }],
    },
  });
}

function cookieRule(
  rule: Rule,
  baseline: KubernetesObject,
  entry: StableEntry,
): Rule {
  return previewRule(rule, baseline, entry, {
    matches: matchesOf(rule).map(match => withCookie(match, entry)),
    response: {},
  });
}

/** Served by the shared environment, and the cookie is taken away. */
function leaveRule(rule: Rule, entry: StableEntry): Rule {
  return {
    ...rule,
    matches: matchesOf(rule).map(match => ({
      ...withCookie(match, entry),
      queryParams: [
        ...(match.queryParams ?? []),
        { type: 'Exact', name: sealName, value: leaveWord },
      ],
    })),
    filters: withHeaders(rule.filters, {
      request: {},
      response: {
        add: [
          {
            name: 'set-cookie',
            value: cookieOf('', { seconds: 0, secure: entry.secure }),
          },
        ],
      },
    }),
  };
}

function previewRule(
  rule: Rule,
  baseline: KubernetesObject,
  { route }: StableEntry,
  { matches, response }: { matches: Match[]; response: HeaderChange },
): Rule {
  return {
    ...rule,
    matches,
    filters: withHeaders(rule.filters, {
      request: keyFilter(route.previewId).requestHeaderModifier,
      response: {
        ...response,
        set: [
          ...(response.set ?? []),
          { name: 'x-robots-tag', value: 'noindex' },
        ],
      },
    }),
    ...(rule.backendRefs && {
      backendRefs: rule.backendRefs.map(ref =>
        overridden(ref, baseline, route.stable),
      ),
    }),
  };
}

/** A rule without matches takes everything. */
function matchesOf({ matches }: Rule): Match[] {
  return matches && matches.length > 0
    ? matches
    : [{ path: { type: 'PathPrefix', value: '/' } }];
}

function withCookie(match: Match, { seals }: StableEntry): Match {
  return {
    ...match,
    headers: [
      // One match per header name (Gateway API, HTTPHeaderMatch): a baseline that looks at cookies is looked past.
      ...(match.headers ?? []).filter(
        ({ name }) => name.toLowerCase() !== 'cookie',
      ),
      {
        type: 'RegularExpression',
        name: 'cookie',
        value: cookieExpression(seals),
      } as { name: string },
    ],
  };
}

/** Each filter of headers may be there once in a rule, so that ours join those of the baseline. */
function withHeaders(
  filters: Filter[] = [],
  changes: { request: HeaderChange; response: HeaderChange },
): Filter[] {
  const request = filters.find(({ type }) => type === 'RequestHeaderModifier');
  const response = filters.find(
    ({ type }) => type === 'ResponseHeaderModifier',
  );
  const others = filters.filter(one => one !== request && one !== response);
  return [
    ...joined('RequestHeaderModifier', 'requestHeaderModifier', [
      request?.requestHeaderModifier,
      changes.request,
    ]),
    ...joined('ResponseHeaderModifier', 'responseHeaderModifier', [
      response?.responseHeaderModifier,
      changes.response,
    ]),
    ...others,
  ];
}

function joined(
  type: string,
  field: 'requestHeaderModifier' | 'responseHeaderModifier',
  [theirs = {}, ours]: [HeaderChange | undefined, HeaderChange],
): Filter[] {
  const named = new Set((ours.set ?? []).map(({ name }) => name));
  // One action per header (Gateway API, HTTPHeaderFilter): ours decides.
  const isTheirs = (name: string) => !named.has(name.toLowerCase());
  const merged = {
    set: [
      ...(theirs.set ?? []).filter(({ name }) => isTheirs(name)),
      ...(ours.set ?? []),
    ],
    add: [
      ...(theirs.add ?? []).filter(({ name }) => isTheirs(name)),
      ...(ours.add ?? []),
    ],
    remove: (theirs.remove ?? []).filter(isTheirs),
  };
  const change = Object.fromEntries(
    Object.entries(merged).filter(([, list]) => list.length > 0),
  );
  return Object.keys(change).length > 0 ? [{ type, [field]: change }] : [];
}

/** Routes of a mesh do not lead on what came in by a Gateway (GEP-1294): the first hop is chosen here. */
function overridden(
  ref: BackendRef,
  { metadata }: KubernetesObject,
  { overrides }: StableHosts,
): BackendRef {
  const { kind = 'Service', group = '', name } = ref;
  const namespace = ref.namespace ?? metadata.namespace;
  const own =
    kind === 'Service' && group === ''
      ? overrides.find(
          one => one.service === name && one.namespace === namespace,
        )
      : undefined;
  return own
    ? {
        ...ref,
        name: own.to.service,
        namespace: own.to.namespace,
        port: own.to.port,
      }
    : ref;
}

function hostsOf({ spec }: KubernetesObject): string[] {
  return ((spec ?? {}) as { hostnames?: string[] }).hostnames ?? [];
}
