import {
  Diagnosis as DiagnosisJson,
  PropagationEdge,
} from '@previewenv/plugin-preview-environments-common';
import { Diagnosis, GraphNode } from '../../doctor';

/** The JSON of a diagnosis. Only services that an edge leads to or from are shown. */
export function toDiagnosis(diagnosis: Diagnosis): DiagnosisJson {
  const { marking, graph, edges, sources } = diagnosis;
  const shown = graph.nodes.filter(({ entityRef }) =>
    edges.some(({ from, to }) => from === entityRef || to === entityRef),
  );
  const names = new Map(
    shown.map(node => [node.entityRef, nameOf(node, shown)]),
  );
  return {
    askedAt: marking.askedAt.toISOString(),
    ...(marking.url !== undefined && { url: marking.url }),
    ...(marking.traceId !== undefined && { traceId: marking.traceId }),
    ...('problem' in marking
      ? { problem: marking.problem }
      : { status: marking.request.answer.status }),
    nodes: shown.map(node => ({
      name: names.get(node.entityRef) ?? node.entityRef,
      ...(node.title !== undefined && { title: node.title }),
      entityRef: node.entityRef,
      previewed: node.previewed,
    })),
    edges: edges.map(
      ({ from, to, verdict, evidence }): PropagationEdge => ({
        ...(from !== undefined && { from: names.get(from) ?? from }),
        to: names.get(to) ?? to,
        verdict,
        evidence,
      }),
    ),
    sources: sources.map(({ name, sightings, problem }) => ({
      name,
      sightings,
      ...(problem !== undefined && { problem }),
    })),
  };
}

/** Two namespaces of the catalog may have a component of the same name. */
function nameOf(node: GraphNode, nodes: GraphNode[]): string {
  const [name] = node.names;
  return nodes.some(other => other !== node && other.names[0] === name)
    ? node.entityRef
    : name;
}
