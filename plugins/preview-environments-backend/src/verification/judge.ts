import {
  FailingHop,
  statusMatches,
  TlsProblem,
} from '@previewenv/plugin-preview-environments-common';
import { ProbeStatus } from '../preview';
import { GatewayAddress, proofOf } from '../routing';
import { asksForLogin, ExpectedLogin, loginObjection } from './login';
import { Answer, Outcome, ProbedRoute } from './outcome';
import { short } from './short';

/** What a probe is judged by. */
export interface ProbeQuestion {
  route: ProbedRoute;
  address: GatewayAddress;
  login: ExpectedLogin;
}

const tlsReasons: Record<TlsProblem, string> = {
  'not-covered': "the gateway's certificate does not cover the host",
  'not-valid-now': "the gateway's certificate is not valid now",
  untrusted:
    "the gateway's certificate is of an issuer that this backend does not trust (NODE_EXTRA_CA_CERTS adds one)",
  refused: 'the gateway does not do TLS for the host',
};

/** What one request through the gateway proves, or the hop that it got no further than. */
export function judge(question: ProbeQuestion, outcome: Outcome): ProbeStatus {
  switch (outcome.kind) {
    case 'silence':
      return unanswered(question, 'no answer in time');
    case 'error':
      return judgeError(question, outcome);
    default:
      return judgeAnswer(question, outcome);
  }
}

function judgeAnswer(question: ProbeQuestion, answer: Answer): ProbeStatus {
  const { route, login } = question;
  const { status, proof } = answer;
  const where = placeOf(question);
  if (
    login.kind !== 'none' &&
    login.carriesProof &&
    proof === proofOf(route) &&
    asksForLogin(route.host, answer)
  )
    return judgeStranger(question, answer);
  if (proof !== proofOf(route))
    return proof === undefined
      ? judgeStranger(question, answer)
      : failed(
          { hop: 'version', found: short(proof) },
          `${where}: another version answers: ${describeProof(route, proof)}.`,
        );
  if (route.protocol === 'grpc') {
    return answer.grpcStatus !== undefined
      ? { state: 'answered' }
      : failed(
          { hop: 'application', status },
          `${where} answered with status ${status} and without a grpc-status: it is no gRPC server.`,
        );
  }
  return statusMatches(route.probe.status, status)
    ? { state: 'answered' }
    : failed(
        { hop: 'application', status },
        `${where} answered with status ${status}; ${
          route.probe.status
        } is expected.${
          status === 401 || status === 403
            ? ' Either the application asks for a login, or something in front of it does that protection of this cluster does not name.'
            : ''
        }`,
      );
}

/** An answer that no route of ours gave: a login, or a gateway that does not follow the route. */
function judgeStranger(question: ProbeQuestion, answer: Answer): ProbeStatus {
  const where = placeOf(question);
  const { login, route } = question;
  const { status, location } = answer;
  if (asksForLogin(route.host, answer)) {
    const objection = loginObjection(login, route.host, answer);
    return objection
      ? failed({ hop: 'login', status }, `${where}: ${objection}`)
      : { state: 'answered', login: true };
  }
  return failed(
    { hop: 'route' },
    `${where}: the gateway does not answer with this preview's route yet (status ${status}${
      location ? `, a redirect to ${short(location)}` : ''
    }).${
      status >= 500 && login.kind !== 'none'
        ? ' If that stays, what asks for a login may be broken: see the status of its object.'
        : ''
    }`,
  );
}

function judgeError(
  question: ProbeQuestion,
  { code, message }: Extract<Outcome, { kind: 'error' }>,
): ProbeStatus {
  const { route, address } = question;
  const problem =
    address.scheme === 'https' ? tlsProblem(code, message) : undefined;
  return problem
    ? failed(
        { hop: 'tls', host: route.host, problem },
        `${placeOf(question)}: ${tlsReasons[problem]}: ${message}`,
      )
    : unanswered(question, message);
}

function unanswered(question: ProbeQuestion, why: string): ProbeStatus {
  const address = `${question.address.host}:${question.address.port}`;
  return failed(
    { hop: 'gateway', address },
    `${placeOf(question)}: the gateway at ${address} did not answer: ${why}`,
  );
}

/** Codes of Node (ERR_TLS_*), of its certificate check (X509 names of OpenSSL) and of connections that end in the handshake. */
function tlsProblem(
  code: string | undefined,
  message: string,
): TlsProblem | undefined {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'not-covered';
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return 'not-valid-now';
  if (/SELF_SIGNED|UNABLE_TO_|CERT_|INVALID_CA/.test(code ?? ''))
    return 'untrusted';
  return /^(EPROTO|ERR_SSL|ERR_TLS)/.test(code ?? '') ||
    message.includes('before secure TLS connection')
    ? 'refused'
    : undefined;
}

function describeProof(route: ProbedRoute, proof: string): string {
  const [id, sha] = proof.split(';');
  return id === route.previewId
    ? `commit ${short(sha ?? '')}`
    : `preview ${short(id)}`;
}

function placeOf({ route }: ProbeQuestion): string {
  return route.protocol === 'grpc'
    ? route.host
    : `${route.host}${route.probe.path}`;
}

function failed(hop: FailingHop, reason: string): ProbeStatus {
  return { state: 'failed', reason, hop };
}
