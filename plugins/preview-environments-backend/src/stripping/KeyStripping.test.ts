import { WaitingError } from '@previewenv/plugin-preview-environments-node';
import { record } from '../preview/__testUtils__/builders';
import { Outcome } from '../verification';
import { KeyStripping } from './KeyStripping';

const answer = (echo?: string): Outcome => ({
  kind: 'answer',
  status: 200,
  proof: undefined,
  location: undefined,
  grpcStatus: undefined,
  headers: echo === undefined ? {} : { 'x-preview-path': echo },
});

function setUp(
  outcome: Outcome,
  options: { otherwise?: 'warn' | 'refuse'; live?: boolean } = {},
) {
  const ask = jest.fn(async () => outcome);
  const stripping = new KeyStripping({
    settings: cluster =>
      cluster === 'dev'
        ? {
            hosts: ['staging.example.com'],
            otherwise: options.otherwise ?? 'warn',
          }
        : undefined,
    gateway: async () => ({ host: '10.0.0.1', port: 80, scheme: 'http' }),
    store: { query: async () => (options.live === false ? [] : [record()]) },
    ask,
  });
  return { ask, stripping };
}

it("sends a live preview's key to the host, by the gateway's own address", async () => {
  const { ask, stripping } = setUp(answer('web=-'));
  await expect(stripping.findings('dev')).resolves.toEqual([]);
  expect(ask).toHaveBeenCalledWith(
    expect.objectContaining({
      address: { host: '10.0.0.1', port: 80, scheme: 'http' },
      host: 'staging.example.com',
      headers: { baggage: 'preview=web-pr-42', 'x-preview': 'web-pr-42' },
    }),
  );
});

it.each<[string, Outcome, 'warn' | 'refuse', string, RegExp]>([
  [
    'a key that arrives',
    answer('web=web-pr-42'),
    'warn',
    'warning',
    /staging\.example\.com lets clients bring routing keys.*clusters\/dev\/adoptable/,
  ],
  [
    'a key that arrives further on',
    answer('web=-, web>cart=web-pr-42'),
    'warn',
    'warning',
    /lets clients bring routing keys/,
  ],
  [
    'a key that must not arrive',
    answer('web=web-pr-42'),
    'refuse',
    'error',
    /lets clients bring routing keys/,
  ],
  ['services that say nothing', answer(), 'refuse', 'warning', /can't be told/],
  [
    'services that say something else',
    answer('hello'),
    'refuse',
    'warning',
    /can't be told/,
  ],
  [
    'a gateway that says nothing',
    { kind: 'silence' },
    'refuse',
    'warning',
    /could not be asked: no answer in time/,
  ],
  [
    'a gateway that is not there',
    { kind: 'error', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' },
    'refuse',
    'warning',
    /could not be asked: connect ECONNREFUSED/,
  ],
])('tells of %s', async (_what, outcome, otherwise, severity, message) => {
  const { stripping } = setUp(outcome, { otherwise });
  await expect(stripping.findings('dev')).resolves.toEqual([
    { severity, message: expect.stringMatching(message) },
  ]);
});

it('does not tell which preview it asked by', async () => {
  const { stripping } = setUp(answer('web=web-pr-42'));
  const findings = await stripping.findings('dev');
  expect(findings).toHaveLength(1);
  expect(JSON.stringify(findings)).not.toContain('web-pr-42');
});

it('asks by a key that leads nowhere while no preview is live', async () => {
  const { ask, stripping } = setUp(answer('web=nobody-pr-0'), { live: false });
  await expect(stripping.findings('dev')).resolves.toHaveLength(1);
  expect(ask).toHaveBeenCalledWith(
    expect.objectContaining({
      headers: { baggage: 'preview=nobody-pr-0', 'x-preview': 'nobody-pr-0' },
    }),
  );
});

it('asks nothing of a cluster without such hosts', async () => {
  const { ask, stripping } = setUp(answer());
  await expect(stripping.findings('prod')).resolves.toEqual([]);
  expect(ask).not.toHaveBeenCalled();
});

it('names a Gateway that has no address yet', async () => {
  const stripping = new KeyStripping({
    settings: () => ({ hosts: ['staging.example.com'], otherwise: 'warn' }),
    gateway: async () => {
      throw new WaitingError('Gateway infra/edge has no address yet.');
    },
    store: { query: async () => [] },
  });
  const [{ message }] = await stripping.findings('dev');
  expect(message).toContain('Gateway infra/edge has no address yet.');
});
