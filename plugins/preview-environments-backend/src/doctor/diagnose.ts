import { Sighting } from '@previewenv/plugin-preview-environments-node';
import { DependencyGraph, GraphNode } from './graph';

/** What became of the key on the way to one service. */
export interface JudgedEdge {
  /** An entity ref; undefined for the gateway. */
  from: string | undefined;
  /** An entity ref. */
  to: string;
  verdict: 'arrived' | 'lost' | 'unknown';
  /** Sentences for people. */
  evidence: string[];
}

/** Sentences about one edge: the first tell enough. */
const mostEvidence = 5;

/**
 * Lays what was seen of a marked request over the dependencies of the catalog. Red is only the edge on which the key was lost: what
 * comes after it can't be told, so it stays unknown, and so does everything that nobody saw.
 */
export function diagnose(
  graph: DependencyGraph,
  sightings: Sighting[],
): JudgedEdge[] {
  const entries = entriesOf(graph, sightings);
  const edges = [
    ...entries.map(to => ({ from: undefined, to: to.entityRef })),
    ...graph.edges,
  ];
  const seen = edges.map(edge => ({
    ...edge,
    sightings: sightings.filter(sighting => isOf(graph, edge, sighting)),
  }));
  const reached = reachable(graph, entries);
  return seen
    .filter(({ from }) => from === undefined || reached.has(from))
    .sort((one, other) => placeOf(reached, one) - placeOf(reached, other))
    .map(edge => judge(edge, hadKey(seen, edge.from)));
}

interface SeenEdge {
  from: string | undefined;
  to: string;
  sightings: Sighting[];
}

function judge(
  { from, to, sightings }: SeenEdge,
  callerHadKey: boolean | undefined,
): JudgedEdge {
  const evidence = [...new Set(sightings.map(({ detail }) => detail))].slice(
    0,
    mostEvidence,
  );
  const arrived = sightings.some(({ key }) => key === true);
  const missing = sightings.some(({ key }) => key === false);
  if (missing && callerHadKey === false)
    return {
      from,
      to,
      verdict: 'unknown',
      evidence: [...evidence, 'The key had been lost before.'],
    };
  if (missing)
    return {
      from,
      to,
      verdict: 'lost',
      evidence: arrived
        ? [...evidence, 'Some calls carried the key, others did not.']
        : evidence,
    };
  return {
    from,
    to,
    verdict: arrived ? 'arrived' : 'unknown',
    evidence: evidence.length > 0 ? evidence : ['Nobody saw such a call.'],
  };
}

/** The gateway sets the key; a service has it when it arrived there at least once, undefined when nobody can tell. */
function hadKey(seen: SeenEdge[], entityRef: string | undefined) {
  if (entityRef === undefined) return true;
  const into = seen
    .filter(({ to }) => to === entityRef)
    .flatMap(({ sightings }) => sightings.map(({ key }) => key));
  if (into.includes(true)) return true;
  return into.includes(false) ? false : undefined;
}

/** Whether a sighting speaks of the edge. One that does not name the caller does so only where there is a single one. */
function isOf(
  { nodes, edges }: DependencyGraph,
  edge: { from: string | undefined; to: string },
  { from, to, entry }: Sighting,
): boolean {
  if (!isNamed(nodes, edge.to, to)) return false;
  if (entry) return edge.from === undefined;
  if (edge.from === undefined) return false;
  return from === undefined
    ? edges.filter(one => one.to === edge.to).length === 1
    : isNamed(nodes, edge.from, from);
}

/** Where the request came in: as the evidence says, else the preview's components that no other of them calls. */
function entriesOf(
  { nodes, edges }: DependencyGraph,
  sightings: Sighting[],
): GraphNode[] {
  const seen = nodes.filter(({ entityRef }) =>
    sightings.some(({ entry, to }) => entry && isNamed(nodes, entityRef, to)),
  );
  if (seen.length > 0) return seen;
  const own = nodes.filter(({ previewed }) => previewed);
  const called = (to: GraphNode) =>
    edges.some(
      edge =>
        edge.to === to.entityRef &&
        own.some(({ entityRef }) => entityRef === edge.from),
    );
  const first = own.filter(node => !called(node));
  return first.length > 0 ? first : own.slice(0, 1);
}

/** Services that a request can come to from the entries, in the order in which it does. */
function reachable(
  { edges }: DependencyGraph,
  entries: GraphNode[],
): Set<string> {
  const reached = new Set(entries.map(({ entityRef }) => entityRef));
  for (const from of reached)
    for (const edge of edges) if (edge.from === from) reached.add(edge.to);
  return reached;
}

function placeOf(reached: Set<string>, { from }: SeenEdge): number {
  return from === undefined ? -1 : [...reached].indexOf(from);
}

function isNamed(nodes: GraphNode[], entityRef: string, name: string): boolean {
  return nodes.some(
    node =>
      node.entityRef === entityRef && node.names.includes(name.toLowerCase()),
  );
}
