/** A call with a routing key, and the service that has to be called with the same key because of it. */
import http from 'node:http';
import http2 from 'node:http2';

const key = 'preview=web-pr-42';
const traceId = '0af7651916cd43dd8448eb211c80319c';
const sent = {
  baggage: `user=1,${key}`,
  traceparent: `00-${traceId}-b7ad6b7169203331-01`,
};

/** A service that only remembers what it was asked with. */
export async function startCallee(grpc) {
  const asked = [];
  const server = grpc ? http2.createServer() : http.createServer();
  if (grpc)
    server.on('stream', (stream, headers) => {
      asked.push(headers);
      stream.respond(
        { ':status': 200, 'content-type': 'application/grpc' },
        { waitForTrailers: true },
      );
      stream.on('wantTrailers', () =>
        stream.sendTrailers({ 'grpc-status': '0' }),
      );
      stream.end(Buffer.alloc(5));
    });
  else
    server.on('request', (request, response) => {
      asked.push(request.headers);
      response.end('ok');
    });
  await new Promise(done => {
    server.listen(0, '127.0.0.1', done);
  });
  return { asked, server, port: server.address().port };
}

export async function freePort() {
  const { server, port } = await startCallee(false);
  await new Promise(done => {
    server.close(done);
  });
  return port;
}

export function askHttp(port) {
  return new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port, headers: sent, agent: false }, response =>
        response.resume().on('end', resolve),
      )
      .on('error', reject);
  });
}

export function askGrpc(port) {
  return new Promise((resolve, reject) => {
    const session = http2.connect(`http://127.0.0.1:${port}`);
    session.on('error', reject);
    const call = session.request({
      ':method': 'POST',
      ':path': '/grpc.health.v1.Health/Check',
      'content-type': 'application/grpc',
      te: 'trailers',
      ...sent,
    });
    call.on('error', reject);
    call.resume();
    call.on('end', () => {
      session.close();
      resolve();
    });
    call.end(Buffer.alloc(5));
  });
}

/** What is wrong with the call that the program made; undefined when nothing is. */
export function judge(headers) {
  if (!headers) return 'it called nobody';
  const members = String(headers.baggage ?? '')
    .split(',')
    .map(member => member.split(';')[0].trim());
  if (!members.includes(key) || !members.includes('user=1'))
    return `baggage went on as ${headers.baggage}`;
  if (headers.traceparent?.split('-')[1] !== traceId)
    return `traceparent went on as ${headers.traceparent}`;
  return undefined;
}
