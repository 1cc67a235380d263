import { FailingHop } from '@previewenv/plugin-preview-environments-common';
import { previewId, sha } from '../preview/__testUtils__/builders';
import { edgeRoute } from '../routing/__testUtils__/routes';
import { judge, ProbeQuestion } from './judge';
import { Outcome } from './outcome';

const host = 'web-pr-42.preview.example.com';
const question: ProbeQuestion = {
  route: {
    ...edgeRoute(),
    probe: { path: '/', status: '200-399', timeoutMilliseconds: 1 },
  },
  address: { host: '10.0.0.7', port: 443, scheme: 'https' },
  login: { kind: 'none' },
};

const asked = (client?: string): ProbeQuestion['login'] => ({
  kind: 'asked',
  client,
  carriesProof: false,
});
const error = (code: string, message = 'it broke'): Outcome => ({
  kind: 'error',
  code,
  message,
});
const answer = (
  change: Partial<Extract<Outcome, { kind: 'answer' }>>,
): Outcome => ({
  kind: 'answer',
  status: 200,
  proof: undefined,
  location: undefined,
  grpcStatus: undefined,
  headers: {},
  ...change,
});
const ours = `${previewId};${sha}`;
const gateway = { hop: 'gateway', address: '10.0.0.7:443' } as const;
const tls = (
  problem: Extract<FailingHop, { hop: 'tls' }>['problem'],
): FailingHop => ({ hop: 'tls', host, problem });

it.each<[string, Outcome, FailingHop, string]>([
  ['nothing comes', { kind: 'silence' }, gateway, 'no answer in time'],
  ['nobody listens', error('ECONNREFUSED'), gateway, 'did not answer'],
  ['there is no way there', error('EHOSTUNREACH'), gateway, 'did not answer'],
  ['the connection is cut', error('ECONNRESET'), gateway, 'did not answer'],
  [
    'the certificate is for other hosts',
    error('ERR_TLS_CERT_ALTNAME_INVALID'),
    tls('not-covered'),
    'does not cover the host',
  ],
  [
    'the certificate has expired',
    error('CERT_HAS_EXPIRED'),
    tls('not-valid-now'),
    'is not valid now',
  ],
  [
    'the certificate begins tomorrow',
    error('CERT_NOT_YET_VALID'),
    tls('not-valid-now'),
    'is not valid now',
  ],
  [
    'the certificate is its own issuer',
    error('DEPTH_ZERO_SELF_SIGNED_CERT'),
    tls('untrusted'),
    'does not trust',
  ],
  [
    'nobody knows the issuer',
    error('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'),
    tls('untrusted'),
    'does not trust',
  ],
  [
    'the listener speaks no TLS',
    error('EPROTO', 'wrong version number'),
    tls('refused'),
    'does not do TLS for the host',
  ],
  [
    'no listener has the name',
    error('ERR_SSL_TLSV1_UNRECOGNIZED_NAME'),
    tls('refused'),
    'does not do TLS for the host',
  ],
  [
    'the handshake is cut',
    error(
      'ECONNRESET',
      'Client network socket disconnected before secure TLS connection was established',
    ),
    tls('refused'),
    'does not do TLS for the host',
  ],
  [
    'no route answers',
    answer({ status: 404 }),
    { hop: 'route' },
    "does not answer with this preview's route yet (status 404)",
  ],
  [
    'the gateway sends to https',
    answer({ status: 301, location: `https://${host}/` }),
    { hop: 'route' },
    `a redirect to https://${host}/`,
  ],
  [
    'the route of the commit before answers',
    answer({ proof: `${previewId};0000000` }),
    { hop: 'version', found: `${previewId};0000000` },
    'another version answers: commit 0000000',
  ],
  [
    'another preview answers',
    answer({ proof: `web-pr-4;${sha}` }),
    { hop: 'version', found: `web-pr-4;${sha}` },
    'another version answers: preview web-pr-4',
  ],
  [
    'a login is asked for',
    answer({ status: 401 }),
    { hop: 'login', status: 401 },
    'asks for a login (status 401)',
  ],
  [
    'an identity provider is to be visited',
    answer({ status: 302, location: 'https://login.example.com/authorize' }),
    { hop: 'login', status: 302 },
    'asks for a login (status 302)',
  ],
  [
    'the application fails',
    answer({ status: 500, proof: ours }),
    { hop: 'application', status: 500 },
    'answered with status 500; 200-399 is expected',
  ],
  [
    'the application has no such page',
    answer({ status: 404, proof: ours }),
    { hop: 'application', status: 404 },
    'answered with status 404; 200-399 is expected',
  ],
  [
    'the application asks for a login itself',
    answer({ status: 401, proof: ours }),
    { hop: 'application', status: 401 },
    'answered with status 401',
  ],
])('%s', (_scenario, outcome, hop, reason) => {
  expect(judge(question, outcome)).toEqual({
    state: 'failed',
    hop,
    reason: expect.stringContaining(reason),
  });
});

it.each([
  ['401', answer({ status: 401 })],
  [
    'a redirect',
    answer({ status: 302, location: 'https://login.example.com' }),
  ],
])('counts %s where a login is meant to be in front', (_scenario, outcome) => {
  expect(judge({ ...question, login: asked() }, outcome)).toEqual({
    state: 'answered',
    login: true,
  });
});

it.each([401, 403, 302])(
  'takes status %i with the proof of the route for the login where the gateway gives refusals that proof',
  status => {
    const refusal = answer({
      status,
      proof: ours,
      location: status === 302 ? 'https://login.example.com' : undefined,
    });
    const marked = { ...asked(), carriesProof: true } as const;
    expect(judge({ ...question, login: marked }, refusal)).toEqual({
      state: 'answered',
      login: true,
    });
    expect(
      judge(
        { ...question, login: { kind: 'brought', carriesProof: true } },
        refusal,
      ),
    ).toMatchObject({ state: 'failed', hop: { hop: 'login', status } });
    expect(
      judge({ ...question, login: marked }, answer({ proof: ours })),
    ).toEqual({ state: 'answered' });
  },
);

const signIn = 'https://id.example.com/authorize?scope=openid&client_id=';
const redirect = (location: string) => answer({ status: 302, location });

it('counts a redirect to sign in that is in the name of the configured client', () => {
  const login = asked('previews');
  expect(
    judge({ ...question, login }, redirect(`${signIn}previews`)),
  ).toMatchObject({ state: 'answered', login: true });
});

it.each<[string, ProbeQuestion['login'], Outcome, string]>([
  [
    'a redirect to sign in elsewhere',
    asked('previews'),
    redirect(`${signIn}shop`),
    'a redirect to id.example.com asks for another login than that of protection.oidc, whose client is previews',
  ],
  [
    'a redirect to nothing that signs in',
    asked('previews'),
    redirect('https://www.example.com/'),
    'asks for another login',
  ],
  [
    'a credential that does not pass',
    { kind: 'brought', carriesProof: false },
    answer({ status: 401 }),
    "does not take the probe's (status 401)",
  ],
])('does not count %s', (_scenario, login, outcome, reason) => {
  expect(judge({ ...question, login }, outcome)).toMatchObject({
    state: 'failed',
    hop: { hop: 'login' },
    reason: expect.stringContaining(reason),
  });
});

it.each([
  [asked(), /may be broken: see the status of its object/],
  [{ kind: 'none' as const }, /yet \(status 500\)\.$/],
])(
  'says of an error where %j that the login may be broken',
  (login, reason) => {
    expect(
      judge({ ...question, login }, answer({ status: 500 })),
    ).toMatchObject({
      hop: { hop: 'route' },
      reason: expect.stringMatching(reason),
    });
  },
);

it('does not take a redirect within the host for a login', () => {
  const outcome = answer({ status: 302, location: '/start' });
  expect(judge({ ...question, login: asked() }, outcome)).toMatchObject({
    hop: { hop: 'route' },
  });
});

it('leaves hostile answers little room in the reason', () => {
  const outcome = answer({ proof: 'x'.repeat(5_000) });
  const status = judge(question, outcome);
  expect('reason' in status && status.reason.length).toBeLessThan(200);
});
