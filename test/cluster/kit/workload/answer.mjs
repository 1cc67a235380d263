// What a pod says when it is asked.
//
//   GET /any/path            JSON: pod, namespace, node, ip, port, labels, image, env, method, path, headers;
//                            a small page with the same news when the request accepts text/html
//   GET /?call=URL           calls URL from the pod's address, with names as the pod's namespace sees them, passes
//                            baggage, traceparent and x-preview on, and adds {upstream: {status, body}}
//   container env KIT_STATUS=503, KIT_DELAY_MS=2000: answer with that status, after that time
//   container env KIT_PASSWORD=open: 401 to requests without `authorization: Bearer open`, as a login does
//   container env KIT_DROPS=baggage,x-preview: these are not passed on
//   the response header x-preview-path says which routing keys arrived (echo.mjs)
//
// HTTP/1.1 and HTTP/2 without TLS; gRPC is in grpc.mjs.
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { echoOf } from './echo.mjs';
import { grpcAnswer, isGrpc } from './grpc.mjs';
import { lookupFrom } from './names.mjs';

const passedOn = ['baggage', 'traceparent', 'x-preview'];
const callTimeoutMilliseconds = 10_000;

const parsed = body => {
  try {
    return JSON.parse(body);
  } catch {
    return body; // not every service answers with JSON
  }
};

function call(url, { request, lookup, drops }) {
  return new Promise(resolve => {
    const headers = Object.fromEntries(
      passedOn
        .filter(name => request.headers[name] && !drops.includes(name))
        .map(name => [name, request.headers[name]]),
    );
    const outgoing = http.get(
      url,
      {
        headers,
        lookup,
        localAddress: request.socket.localAddress,
        timeout: callTimeoutMilliseconds,
        agent: false,
      },
      async response => {
        let body = '';
        for await (const chunk of response.setEncoding('utf8')) body += chunk;
        const echo = response.headers['x-preview-path'];
        resolve({ status: response.statusCode, body: parsed(body), echo });
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('timeout')));
    outgoing.on('error', error => resolve({ error: error.message }));
  });
}

function statusFor(request, { KIT_PASSWORD: password, KIT_STATUS: status }) {
  const { authorization } = request.headers;
  return password && authorization !== `Bearer ${password}`
    ? 401
    : Number(status ?? 200);
}

const escaped = text =>
  String(text).replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);

/** `main-0000000` of `registry.test/acme/web:main-0000000`; images name their commit in the tag. */
export const tagOf = image => image.split('@')[0].match(/:([^:/]+)$/)?.[1];

function page(answer) {
  const component = answer.env.APP ?? answer.labels.app ?? answer.pod;
  const rows = {
    commit: tagOf(answer.image),
    namespace: answer.namespace,
    pod: answer.pod,
    image: answer.image,
    baggage: answer.headers.baggage,
    upstream: answer.upstream && JSON.stringify(answer.upstream),
  };
  const row = ([name, value]) =>
    `<dt>${name}</dt><dd id="${name}">${escaped(value)}</dd>`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(
    component,
  )}</title>
<h1>${escaped(component)}</h1><dl>
${Object.entries(rows)
  .filter(([, value]) => value)
  .map(row)
  .join('\n')}
</dl></html>
`;
}

function describe(pod, request) {
  const port = request.socket.localPort;
  const { containers, nodeName } = pod.spec;
  const container =
    containers.find(({ ports }) =>
      ports?.some(({ containerPort }) => containerPort === port),
    ) ?? containers[0];
  return {
    pod: pod.metadata.name,
    namespace: pod.metadata.namespace,
    node: nodeName,
    ip: pod.status.podIP,
    port,
    labels: pod.metadata.labels ?? {},
    image: container.image,
    env: Object.fromEntries(
      (container.env ?? []).map(({ name, value, valueFrom }) => [
        name,
        value ?? valueFrom,
      ]),
    ),
    method: request.method,
    path: request.url,
    headers: Object.fromEntries(
      // HTTP/2's own begin with a colon
      Object.entries(request.headers).filter(([name]) => !name.startsWith(':')),
    ),
  };
}

/** Answers a request as the pod that `podOf` finds for its socket. */
export function podAnswer({ podOf, services }) {
  return async (request, response) => {
    const pod = podOf(request.socket);
    const answer = describe(pod, request);
    const answerOf = async url => {
      if (url) {
        answer.upstream = await call(url, {
          request,
          lookup: lookupFrom(pod.metadata.namespace, services),
          drops: answer.env.KIT_DROPS?.split(',') ?? [],
        });
      }
      await pause(Number(answer.env.KIT_DELAY_MS ?? 0));
      return answer;
    };
    if (isGrpc(request.headers)) {
      const { env } = answer;
      await grpcAnswer({ request, response, env, answerOf }).catch(error => {
        console.log(`${answer.pod}: ${error.message}`);
        request.stream.close();
      });
      return;
    }
    await answerOf(new URL(request.url, 'http://pod').searchParams.get('call'));
    const html = request.headers.accept?.includes('text/html');
    response.writeHead(statusFor(request, answer.env), {
      'content-type': html ? 'text/html; charset=utf-8' : 'application/json',
      'x-served-by': pod.metadata.name,
      'x-preview-path': echoOf(
        answer.env.APP ?? answer.labels.app ?? 'unknown',
        request.headers,
        answer.upstream?.echo,
      ),
    });
    response.end(html ? page(answer) : `${JSON.stringify(answer)}\n`);
  };
}
