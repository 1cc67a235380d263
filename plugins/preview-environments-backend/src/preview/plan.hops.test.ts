import { FailingHop } from '@previewenv/plugin-preview-environments-common';
import {
  minutesAgo,
  now,
  observed,
  olderSha,
  previewId,
  record,
  upFacts,
} from './__testUtils__/builders';
import { ComponentFacts } from './facts';
import { plan } from './plan';
import { PreviewRecord } from './record';

const host = 'web-pr-42.preview.example.com';
const decide = (
  facts: Partial<ComponentFacts>,
  change: Partial<PreviewRecord> = {},
) =>
  plan(
    previewId,
    observed({
      record: record(change),
      componentFacts: { web: upFacts(facts) },
    }),
    now,
  );

const fails = (hop: FailingHop): Partial<ComponentFacts> => ({
  probe: { state: 'failed', reason: 'It does not answer.', hop },
});
const starting = (hop: FailingHop): Partial<ComponentFacts> => ({
  workload: { state: 'starting', reason: 'Not yet.', trouble: undefined, hop },
});
const refused = (hop: FailingHop): Partial<ComponentFacts> => ({
  route: { state: 'pending', reason: 'Refused.', hop },
});
const verifyingFor = (minutes: number): Partial<PreviewRecord> => ({
  liveSha: olderSha,
  steps: {
    awaitingImageSince: undefined,
    verifyingSince: minutesAgo(minutes),
    drainingSince: undefined,
  },
});

it.each<[FailingHop, Partial<ComponentFacts>]>(
  (
    [
      [{ hop: 'dns', host }, fails],
      [{ hop: 'gateway' }, fails],
      [{ hop: 'tls', host, problem: 'not-valid-now' }, fails],
      [{ hop: 'version', found: `web-pr-42;${olderSha}` }, fails],
      [{ hop: 'login', status: 401 }, fails],
      [{ hop: 'application', status: 503 }, fails],
      [{ hop: 'listener', host }, refused],
      [{ hop: 'route', condition: 'ResolvedRefs' }, refused],
      [{ hop: 'endpoints', service: 'web' }, starting],
      [{ hop: 'pod', pod: 'web-7c9-b' }, starting],
    ] as [FailingHop, (hop: FailingHop) => Partial<ComponentFacts>][]
  ).map(([hop, factsOf]) => [hop, factsOf(hop)]),
)('names the hop %j', (hop, facts) => {
  expect(decide(facts).failingHop).toEqual(hop);
});

it.each([
  [0, 'verifying', 1_000],
  [1, 'verifying', 6_000],
  [4, 'verifying', 24_000],
  [6, 'failed', 300_000],
])(
  'asks ever more seldom: after %i minutes the preview is %s',
  (minutes, phase, lookAgainAfterMilliseconds) => {
    expect(
      decide(fails({ hop: 'gateway' }), verifyingFor(minutes)),
    ).toMatchObject({
      phase,
      lookAgainAfterMilliseconds,
      failingHop: { hop: 'gateway' },
    });
  },
);

it('names the hop of a preview that stopped answering', () => {
  expect(decide(fails({ hop: 'application', status: 500 }))).toMatchObject({
    phase: 'degraded',
    failingHop: { hop: 'application', status: 500 },
  });
});

it('names none of a preview that answers', () => {
  expect(decide({})).toMatchObject({ phase: 'ready', failingHop: undefined });
});

it('says that the application was not probed behind a login', () => {
  expect(decide({ probe: { state: 'answered', login: true } })).toMatchObject({
    phase: 'ready',
    reason: expect.stringContaining('Behind login, application not probed'),
  });
});
