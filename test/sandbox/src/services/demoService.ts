import { IncomingMessage, ServerResponse } from 'node:http';
import { Pod } from '../controllers/kinds';
import { callFrom, CallResult } from './call';
import { echoHeader, echoOf, keyOf } from './echo';
import { Mesh } from './mesh';
import { ServiceNames } from './serviceNames';
import { shopPage } from './shopPage';

/** What an image's labels say that its program is. */
export const labels = {
  service: 'demo.service',
  headline: 'demo.headline',
  /** What every answer's status is instead of 200: a program that is broken. */
  status: 'demo.status',
  commit: 'org.opencontainers.image.revision',
} as const;

export interface DemoContainer {
  /** The pod as it is now. */
  pod: () => Pod;
  port: number;
  imageLabels: Record<string, string>;
  names: ServiceNames;
  mesh: Mesh;
  log: (line: string) => void;
}

/** Whom each service asks to answer; a service that is not named here asks nobody. */
const dependencies: Record<string, string> = { web: 'cart', cart: 'payments' };

const summaries: Record<string, string> = {
  web: 'The shop',
  cart: '2 items: espresso beans, a blue cup',
  payments: 'Cards and invoices are accepted',
};

interface Answer {
  service: string;
  commit: string;
  summary: string;
  pod: string;
  namespace: string;
  upstream?: CallResult;
  [field: string]: unknown;
}

/** JSON about the pod and the request, as the test workload of a real cluster answers it. */
async function describe(
  container: DemoContainer,
  request: IncomingMessage,
): Promise<Answer> {
  const pod = container.pod();
  const [first] = pod.spec.containers;
  const url = new URL(request.url ?? '/', 'http://pod');
  const service = container.imageLabels[labels.service] ?? 'echo';
  const namespace = pod.metadata.namespace!;
  const forgetful = url.searchParams.get('forget');
  const next = new URL(`http://${dependencies[service]}/`);
  if (forgetful) next.searchParams.set('forget', forgetful);
  const target =
    url.searchParams.get('call') ?? (dependencies[service] && next.href);
  return {
    service,
    commit: container.imageLabels[labels.commit] ?? '',
    summary: summaries[service] ?? '',
    pod: pod.metadata.name,
    namespace,
    node: pod.spec.nodeName,
    ip: pod.status.podIP,
    port: container.port,
    labels: pod.metadata.labels ?? {},
    image: first.image,
    env: Object.fromEntries(
      (first.env ?? []).map(({ name, value }) => [name, value]),
    ),
    method: request.method,
    path: request.url,
    headers: request.headers,
    ...(target
      ? {
          upstream: await callFrom(
            container.names,
            namespace,
            target,
            // Shows what happens when a service loses the key.
            forgetful === service ? {} : request.headers,
            container.mesh,
          ),
        }
      : {}),
  };
}

function part(result: CallResult | undefined): {
  summary: string;
  servedFrom: string;
  next: CallResult | undefined;
} {
  const answer = result?.body as Partial<Answer> | undefined;
  if (!result || result.error || result.status !== 200 || !answer?.summary) {
    return {
      summary: 'Not available',
      servedFrom: result?.error ?? `status ${result?.status ?? 'unknown'}`,
      next: undefined,
    };
  }
  const commit = answer.commit?.slice(0, 7) ?? '';
  return {
    summary: answer.summary,
    servedFrom: `${answer.service} ${commit}, namespace ${answer.namespace}`,
    next: answer.upstream,
  };
}

function page(
  answer: Answer,
  container: DemoContainer,
  request: IncomingMessage,
): string {
  const cart = part(answer.upstream);
  return shopPage({
    headline: container.imageLabels[labels.headline] ?? 'Acme shop',
    commit: answer.commit,
    pod: answer.pod,
    namespace: answer.namespace,
    preview: keyOf(request.headers),
    cart,
    payments: part(cart.next),
  });
}

/** Answers one request as a container of the demo would. */
export async function answerAsContainer(
  container: DemoContainer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = await describe(container, request);
  const html =
    answer.service === 'web' &&
    String(request.headers.accept ?? '').includes('text/html');
  const status = Number(container.imageLabels[labels.status] ?? 200);
  container.log(
    `${request.method} ${request.url} ${status} baggage=${
      request.headers.baggage ?? '-'
    }`,
  );
  response.writeHead(status, {
    'content-type': html ? 'text/html; charset=utf-8' : 'application/json',
    'cache-control': 'no-store',
    'x-served-by': answer.pod,
    [echoHeader]: echoOf(
      answer.service,
      request.headers,
      answer.upstream?.echo,
    ),
  });
  response.end(
    html ? page(answer, container, request) : `${JSON.stringify(answer)}\n`,
  );
}
