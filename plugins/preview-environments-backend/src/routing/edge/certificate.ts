import { checkServerIdentity, connect, PeerCertificate } from 'node:tls';
import { GatewayAddress } from '../SharedGateway';

const patienceMilliseconds = 5_000;

/**
 * Why the certificate that the gateway shows for a host does not cover it; undefined when it does, and when nobody can tell. From
 * the handshake, as browsers see it: the Secret that a listener names is none of our business, and may hold more than one.
 */
export async function certificateObjection(
  address: GatewayAddress,
  host: string,
  patience: number = patienceMilliseconds,
): Promise<string | undefined> {
  if (address.scheme !== 'https') return undefined;
  const certificate = await shownFor(address, host, patience);
  // What keeps the handshake from ending is named by the probe, once the route is there.
  if (!certificate || !checkServerIdentity(host, certificate)) return undefined;
  return `The gateway's certificate does not cover ${host}: it is for ${namesIn(
    certificate,
  )}. A wildcard stands for one label only; choose another spec.routing.host, or let the listener have a certificate for it.`;
}

function shownFor(
  { host: dialled, port }: GatewayAddress,
  host: string,
  timeout: number,
): Promise<PeerCertificate | undefined> {
  return new Promise(resolve => {
    const socket = connect({
      host: dialled,
      port,
      servername: host,
      // Whose signature it carries is not asked here: nothing is sent.
      rejectUnauthorized: false,
    });
    const end = (certificate: PeerCertificate | undefined) => {
      resolve(certificate);
      socket.destroy();
    };
    socket.setTimeout(timeout, () => end(undefined));
    socket.on('error', () => end(undefined));
    socket.on('secureConnect', () => end(socket.getPeerCertificate()));
  });
}

/** Names of a certificate are somebody else's text: they get little room. */
function namesIn({ subjectaltname, subject }: PeerCertificate): string {
  const names =
    subjectaltname?.replaceAll('DNS:', '') ?? String(subject?.CN ?? 'no name');
  return names.length > 200 ? `${names.slice(0, 200)}…` : names;
}
