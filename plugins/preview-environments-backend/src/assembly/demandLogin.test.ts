import { ProbeStatus } from '../preview';
import { Protection } from '../routing';
import { demandLogin } from './demandLogin';

const answered: ProbeStatus = { state: 'answered' };
const failed: ProbeStatus = { state: 'failed', reason: 'no answer' };
const istio: Protection = { type: 'istio', provider: 'login' };
const traefik: Protection = {
  type: 'traefik',
  forwardAuth: { address: 'http://login/verify', responseHeaders: [] },
};

it.each<[string, ProbeStatus, Protection]>([
  ['nobody asks for a login', answered, { type: 'off' }],
  ['it is asked for further out', answered, { type: 'elsewhere' }],
  ['it was asked for', { state: 'answered', login: true }, istio],
  ['there was no answer', failed, istio],
])('lets an answer stand where %s', (_where, status, protection) => {
  expect(
    demandLogin(status, { host: 'a.io', cluster: 'dev', protection }),
  ).toBe(status);
});

it.each<[string, Protection, RegExp]>([
  ['the listener', istio, /GET \/v1\/clusters\/dev\/adoptable/],
  ['the route', traefik, /middlewares of all namespaces/],
])(
  'calls a preview exposed that %s should ask for a login',
  (_who, protection, cure) => {
    expect(
      demandLogin(answered, { host: 'a.io', cluster: 'dev', protection }),
    ).toEqual({
      state: 'failed',
      hop: { hop: 'login', status: 200 },
      reason: expect.stringMatching(cure),
    });
  },
);
