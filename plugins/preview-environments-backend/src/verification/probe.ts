import { ProbeStatus } from '../preview';
import { askGrpc } from './askGrpc';
import { askHttp } from './askHttp';
import { judge, ProbeQuestion } from './judge';
import { Names } from './names';

const patienceMilliseconds = 5_000;

/**
 * Asks the preview's host through the real gateway, once, without following redirects. The answer counts when the preview's own
 * route gave it and its status is one that the definition accepts. Only then is the name looked up, which is a check of its own.
 */
export async function probe(
  question: ProbeQuestion & {
    /** Undefined: names are not checked on this cluster. */
    names: Names | undefined;
    /** Sent along, for instance to pass a login. */
    headers?: Record<string, string>;
  },
  signal = AbortSignal.timeout(patienceMilliseconds),
): Promise<ProbeStatus> {
  const { route, address, names, headers } = question;
  const { host } = route;
  const outcome =
    route.protocol === 'grpc'
      ? await askGrpc({ address, host, headers, signal })
      : await askHttp({
          address,
          host,
          path: route.probe.path,
          headers,
          signal,
        });
  const status = judge(question, outcome);
  if (
    status.state !== 'answered' ||
    !names ||
    (await names.lookUp(host, signal)) !== 'absent'
  )
    return status;
  return {
    state: 'failed',
    hop: { hop: 'dns', host },
    reason: `${host} does not resolve, although the gateway answers for it. Is there a DNS record for the hosts of previews? Where only other networks know the name, set gateway.names of the cluster to unchecked.`,
  };
}
