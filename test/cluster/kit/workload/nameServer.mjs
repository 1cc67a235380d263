// The name server behind the network namespace's /etc/hosts: whatever is not in that file does not exist, as a cluster's
// DNS would say. Without it a resolver would wait for an answer that never comes.
import dgram from 'node:dgram';

const headerBytes = 12;
const isAnswer = 0x80;
const recursionAvailable = 0x80;
const noSuchName = 3;

/** The answer NXDOMAIN to a query (RFC 1035, 4.1.1): the query itself, with its flags changed. */
export function noSuchNameTo(query) {
  const answer = Buffer.from(query);
  answer[2] |= isAnswer;
  answer[3] = recursionAvailable | noSuchName;
  return answer;
}

/** Answers at 127.0.0.1:53, where the network namespace's resolv.conf points. */
export function serveNames() {
  const server = dgram.createSocket('udp4');
  server.on('message', (query, { address, port }) => {
    if (query.length >= headerBytes)
      server.send(noSuchNameTo(query), port, address);
  });
  server.bind(53, '127.0.0.1');
}
