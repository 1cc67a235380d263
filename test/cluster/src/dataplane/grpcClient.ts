import { connect as connectSocket } from 'node:net';
import { ClientHttp2Session, connect, constants } from 'node:http2';
import { buffer } from 'node:stream/consumers';
import { PodAnswer } from '../ground/edge';

export interface GrpcCall {
  address: string;
  port: number;
  authority: string;
  method: 'kit.test.Pod/Who' | 'kit.test.Pod/Watch';
  metadata?: Record<string, string>;
  /** The address that the call comes from; a pod's, to go through the mesh. */
  from?: string;
}

export interface GrpcAnswer {
  /** gRPC's own: 0 is OK, 14 is "unavailable". Undefined when no gRPC server answered. */
  grpcStatus: number | undefined;
  httpStatus: number;
  headers: Record<string, unknown>;
  messages: PodAnswer[];
}

const timeoutMilliseconds = 10_000;
const prefixBytes = 5;
const emptyMessage = Buffer.alloc(prefixBytes);

/** The length of a message's only string, and where the string begins. */
function stringField(message: Buffer): { start: number; length: number } {
  let length = 0;
  let start = 1;
  for (let factor = 1; ; factor *= 0x80) {
    const byte = message[start];
    start += 1;
    length += (byte % 0x80) * factor;
    if (byte < 0x80) return { start, length };
  }
}

function messagesOf(body: Buffer): PodAnswer[] {
  const messages: PodAnswer[] = [];
  let rest = body;
  while (rest.length >= prefixBytes) {
    const end = prefixBytes + rest.readUInt32BE(1);
    const message = rest.subarray(prefixBytes, end);
    const { start, length } = stringField(message);
    messages.push(
      JSON.parse(message.subarray(start, start + length).toString()),
    );
    rest = rest.subarray(end);
  }
  return messages;
}

const isGrpc = (headers: Record<string, unknown>) =>
  String(headers['content-type']).startsWith('application/grpc');

async function exchange(
  session: ClientHttp2Session,
  call: GrpcCall,
): Promise<GrpcAnswer> {
  const stream = session.request({
    [constants.HTTP2_HEADER_METHOD]: 'POST',
    [constants.HTTP2_HEADER_PATH]: `/${call.method}`,
    [constants.HTTP2_HEADER_AUTHORITY]: call.authority,
    'content-type': 'application/grpc',
    te: 'trailers',
    ...call.metadata,
  });
  stream.setTimeout(timeoutMilliseconds, () => stream.close());
  let httpStatus = 0;
  let grpcStatus: number | undefined;
  let first: Record<string, unknown> = {};
  const note = (headers: Record<string, unknown>) => {
    if (headers[':status']) first = headers;
    httpStatus ||= Number(headers[':status']);
    // a call that fails at once has its status among the headers
    const said = headers['grpc-status'];
    if (said !== undefined) grpcStatus = Number(said);
  };
  stream.on('response', note).on('trailers', note);
  stream.end(emptyMessage);
  const body = await buffer(stream);
  return {
    grpcStatus,
    httpStatus,
    headers: first,
    messages: isGrpc(first) ? messagesOf(body) : [],
  };
}

/** One call of the kit's gRPC service, on a connection of its own, without TLS. Rejects when the connection fails. */
export async function callGrpc(call: GrpcCall): Promise<GrpcAnswer> {
  const session = connect(`http://${call.authority}`, {
    createConnection: () =>
      connectSocket({
        host: call.address,
        port: call.port,
        ...(call.from && { localAddress: call.from }),
      }),
  });
  try {
    return await new Promise<GrpcAnswer>((resolve, reject) => {
      session.once('error', reject);
      exchange(session, call).then(resolve, reject);
    });
  } finally {
    session.destroy();
  }
}
