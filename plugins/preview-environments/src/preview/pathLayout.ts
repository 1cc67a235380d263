import type { Diagnosis } from '@previewenv/plugin-preview-environments-common';

type Verdict = Diagnosis['edges'][number]['verdict'];

/** A service, or the gateway, in the picture: its column says after how many calls a request comes to it. */
export interface PlacedNode {
  /** Undefined for the gateway. */
  name: string | undefined;
  previewed: boolean;
  column: number;
  row: number;
}

export interface PlacedEdge {
  from: PlacedNode;
  to: PlacedNode;
  verdict: Verdict;
}

export interface PathLayout {
  nodes: PlacedNode[];
  edges: PlacedEdge[];
  columns: number;
  rows: number;
}

/** Puts the gateway left and every service as far right as the shortest way to it is long; who calls first is above. */
export function layOut({
  nodes,
  edges,
}: Pick<Diagnosis, 'nodes' | 'edges'>): PathLayout {
  const columns = new Map<string | undefined, number>([[undefined, 0]]);
  for (const [from, column] of columns)
    for (const edge of edges)
      if (edge.from === from && !columns.has(edge.to))
        columns.set(edge.to, column + 1);

  const placed = new Map<string | undefined, PlacedNode>();
  const taken: number[] = [];
  for (const [name, column] of columns) {
    const row = taken[column] ?? 0;
    taken[column] = row + 1;
    const known = nodes.find(node => node.name === name);
    placed.set(name, {
      name,
      column,
      row,
      previewed: known?.previewed ?? false,
    });
  }
  return {
    nodes: [...placed.values()],
    edges: edges.flatMap(edge => {
      const from = placed.get(edge.from);
      const to = placed.get(edge.to);
      return from && to ? [{ from, to, verdict: edge.verdict }] : [];
    }),
    columns: taken.length,
    rows: Math.max(...taken.map(count => count ?? 0)),
  };
}
