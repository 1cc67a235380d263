import { setTimeout as pause } from 'node:timers/promises';
import { apply, ClusterObject, get } from '../ground/kubernetes';
import { DataPlane, planesNamespace, Protocol } from './planes';

interface Route extends ClusterObject {
  metadata: ClusterObject['metadata'] & { generation: number };
  status?: {
    parents?: {
      conditions?: {
        type: string;
        status: string;
        observedGeneration?: number;
        message: string;
      }[];
    }[];
  };
}

/** Implementations answer within a second; a busy machine takes longer. */
const judgedWithinMilliseconds = 15_000;
const pollMilliseconds = 100;

/** Waits until the implementation has judged the route as it is now. Answers its objections, none when it takes the route. */
async function objections(kind: string, name: string): Promise<string[]> {
  const deadline = performance.now() + judgedWithinMilliseconds;
  while (performance.now() < deadline) {
    const route = await get<Route>(kind, name, planesNamespace);
    const conditions = (route?.status?.parents ?? [])
      .flatMap(parent => parent.conditions ?? [])
      .filter(
        condition =>
          condition.observedGeneration === route?.metadata.generation,
      );
    if (conditions.some(({ type }) => type === 'ResolvedRefs')) {
      return conditions
        .filter(
          ({ type, status }) =>
            ['Accepted', 'ResolvedRefs'].includes(type) && status !== 'True',
        )
        .map(({ type, message }) => `${type}: ${message}`);
    }
    await pause(pollMilliseconds);
  }
  return ['nobody judged it'];
}

/** Makes a route and waits for its judgement. Answers the objections. */
export async function makeRoute(
  plane: DataPlane,
  route: {
    name: string;
    protocol?: Protocol;
    rules: object[];
    /** The port or host that it attaches to; its own protocol's when undefined. */
    attachedTo?: Protocol;
  },
): Promise<string[]> {
  const { name, protocol = 'http', rules, attachedTo = protocol } = route;
  const kind = protocol === 'grpc' ? 'GRPCRoute' : 'HTTPRoute';
  await apply({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: { name, namespace: planesNamespace },
    spec: { ...plane.attach(name, attachedTo), rules },
  });
  return objections(kind, name);
}
