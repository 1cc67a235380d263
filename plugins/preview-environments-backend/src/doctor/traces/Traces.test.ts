import { marked, traceId } from '../__testUtils__/requests';
import { Traces, TraceSettings } from './Traces';

const settings: TraceSettings = {
  kind: 'jaeger',
  url: 'http://jaeger:16686',
  authorization: undefined,
  keyAttribute: undefined,
};

const trace = (...services: string[]) =>
  JSON.stringify({
    data: [
      {
        spans: services.map((_, index) => ({
          spanID: String(index),
          processID: `p${index}`,
          references: [
            { refType: 'CHILD_OF', spanID: index ? String(index - 1) : 'us' },
          ],
          tags: [{ key: 'span.kind', value: 'server' }],
        })),
        processes: Object.fromEntries(
          services.map((serviceName, index) => [`p${index}`, { serviceName }]),
        ),
      },
    ],
  });

/** A backend that answers these, the last one again and again. */
function open(
  answers: [number, string][],
  change: Partial<TraceSettings> = {},
) {
  const asked: [string, RequestInit | undefined][] = [];
  const pauses: number[] = [];
  const traces = new Traces({
    settings: { ...settings, ...change },
    fetch: async (url, init) => {
      asked.push([String(url), init]);
      const [status, text] =
        answers[Math.min(asked.length, answers.length) - 1];
      return new Response(text, { status });
    },
    pause: async milliseconds => {
      pauses.push(milliseconds);
    },
  });
  return { traces, asked, pauses };
}

const patient = new AbortController().signal;

it('waits for spans that come late', async () => {
  const { traces, pauses } = open([
    [404, ''],
    [200, trace('web')],
    [200, trace('web', 'cart')],
    [200, trace('web', 'cart')],
  ]);
  await expect(traces.find(marked(), patient)).resolves.toMatchObject([
    { to: 'web' },
    { from: 'web', to: 'cart' },
  ]);
  expect(pauses).toEqual([1_000, 2_000, 4_000, 4_000]);
});

it('stops asking when nothing more comes', async () => {
  const { traces, asked } = open([[200, trace('web')]]);
  await traces.find(marked(), patient);
  expect(asked).toHaveLength(2);
});

it('asks for the trace of the marked request, with the credential, and follows nobody elsewhere', async () => {
  const { traces, asked } = open([[404, '']], {
    kind: 'tempo',
    authorization: 'Bearer secret',
  });
  await traces.find(marked(), patient);
  expect(asked[0]).toEqual([
    `http://jaeger:16686/api/traces/${traceId}`,
    expect.objectContaining({
      redirect: 'error',
      headers: { accept: 'application/json', authorization: 'Bearer secret' },
    }),
  ]);
});

it.each<[string, [number, string], string]>([
  ['it refuses', [401, ''], 'Jaeger answered with status 401.'],
  ['it answers a page', [200, '<html>'], 'check doctor.traces.kind'],
  [
    'it answers something else',
    [200, '{"data":7}'],
    'check doctor.traces.kind',
  ],
  [
    'the trace is huge',
    [200, 'x'.repeat(5 * 1024 * 1024)],
    'too large a trace',
  ],
])('says that %s, and no secret', async (_scenario, answer, problem) => {
  const { traces } = open([answer], { authorization: 'Bearer secret' });
  await expect(traces.find(marked(), patient)).rejects.toMatchObject({
    name: 'WaitingError',
    message: expect.stringContaining(problem),
  });
});

it('answers with what it has when time is up', async () => {
  const impatience = new AbortController();
  const traces = new Traces({
    settings,
    fetch: async () => new Response(trace('web')),
    pause: async milliseconds => {
      if (milliseconds > 1_000) {
        impatience.abort();
        throw impatience.signal.reason;
      }
    },
  });
  await expect(traces.find(marked(), impatience.signal)).resolves.toMatchObject(
    [{ to: 'web' }],
  );
});
