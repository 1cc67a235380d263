// gRPC over node:http2: enough of the protocol for one service, without a library.
//
//   kit.test.Pod/Who      unary: {string json = 1}, the same news about pod and request as the HTTP answer
//   kit.test.Pod/Watch    server streaming: three of them, each with its number in `sequence`
//   grpc.health.v1.Health/Check    SERVING
//   container env KIT_GRPC_STATUS=7: end every call of kit.test.Pod with that status
//
// The request is {string call = 1}: a URL that the pod calls first, as `?call=` does over HTTP.
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

const status = { ok: 0, unimplemented: 12 };
const prefixBytes = 5; // one byte "compressed", four bytes length
const stringFieldOne = 0x0a;
/** {ServingStatus status = 1} with SERVING. */
const serving = Buffer.from([0x08, 0x01]);
const streamedMessages = 3;
const streamPauseMilliseconds = 50;

function varint(number) {
  const bytes = [];
  let rest = number;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) {
    bytes.push(rest % 0x80 | 0x80);
  }
  return Buffer.from([...bytes, rest]);
}

/** A message with one string in field 1. */
export function textMessage(text) {
  const bytes = Buffer.from(text);
  return Buffer.concat([
    Buffer.from([stringFieldOne]),
    varint(bytes.length),
    bytes,
  ]);
}

/** The string in field 1 of a message that has no other; empty when there is none. */
export function textOf(message) {
  if (message[0] !== stringFieldOne) return '';
  let length = 0;
  let position = 1;
  for (let shift = 1; ; shift *= 0x80) {
    const byte = message[position++];
    length += (byte & 0x7f) * shift;
    if (byte < 0x80) break;
  }
  return message.subarray(position, position + length).toString();
}

/** A message as it travels: uncompressed, with its length in front. */
export function framed(message) {
  const prefix = Buffer.alloc(prefixBytes);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

export const isGrpc = headers =>
  headers['content-type']?.startsWith('application/grpc') ?? false;

/** Ends a call. gRPC says in a trailer how it went; HTTP's own status stays 200. */
function end(response, code) {
  response.addTrailers({ 'grpc-status': String(code) });
  response.end();
}

async function* messagesOf(method, request, answerOf) {
  if (method === 'grpc.health.v1.Health/Check') {
    yield serving;
    return;
  }
  const asked = await buffer(request);
  const answer = await answerOf(textOf(asked.subarray(prefixBytes)));
  const count = method === 'kit.test.Pod/Watch' ? streamedMessages : 1;
  for (let sequence = 0; sequence < count; sequence++) {
    if (sequence > 0) await pause(streamPauseMilliseconds);
    yield textMessage(JSON.stringify({ ...answer, sequence }));
  }
}

const known = [
  'kit.test.Pod/Who',
  'kit.test.Pod/Watch',
  'grpc.health.v1.Health/Check',
];

/** Answers a gRPC call. `answerOf` says what the pod has to tell, after calling the URL that it is given. */
export async function grpcAnswer({ request, response, env, answerOf }) {
  const method = request.url.slice(1);
  response.writeHead(200, { 'content-type': 'application/grpc' });
  if (!known.includes(method)) {
    end(response, status.unimplemented);
    return;
  }
  for await (const message of messagesOf(method, request, answerOf)) {
    response.write(framed(message));
  }
  const code = method.startsWith('kit.test.') ? env.KIT_GRPC_STATUS : undefined;
  end(response, code ?? status.ok);
}
