import { SpanKind } from '@opentelemetry/api';
import { recordOf } from './spans';

const span = (
  kind: SpanKind,
  attributes: Record<string, string | number>,
): Parameters<typeof recordOf>[0] => ({
  name: 'GET',
  kind,
  startTime: [1_700_000_000, 500_000_000],
  endTime: [1_700_000_000, 512_500_000],
  attributes,
});

describe('what is kept of a span', () => {
  it.each`
    case                                | kind               | attributes                                                                                                                                                    | side        | peer                | what
    ${'a request to another program'}   | ${SpanKind.CLIENT} | ${{ 'server.address': '127.0.0.1', 'server.port': 6443, 'http.request.method': 'GET', 'url.full': 'https://127.0.0.1:6443/api/v1/namespaces/pv-a?dryRun=1' }} | ${'client'} | ${'127.0.0.1:6443'} | ${'GET /api/v1/namespaces/pv-a?dryRun=1'}
    ${'a request from another one'}     | ${SpanKind.SERVER} | ${{ 'server.address': 'localhost', 'server.port': 7007, 'http.request.method': 'POST', 'url.path': '/api/events/http/github' }}                               | ${'server'} | ${'localhost:7007'} | ${'POST /api/events/http/github'}
    ${'a statement, older conventions'} | ${SpanKind.CLIENT} | ${{ 'db.system': 'postgresql', 'db.statement': 'select 1' }}                                                                                                  | ${'client'} | ${'database'}       | ${'select 1'}
    ${'a statement, stable ones'}       | ${SpanKind.CLIENT} | ${{ 'db.system.name': 'postgresql', 'db.query.text': 'select 1' }}                                                                                            | ${'client'} | ${'database'}       | ${'select 1'}
  `('$case', ({ kind, attributes, side, peer, what }) => {
    expect(recordOf(span(kind, attributes))).toEqual({
      begin: 1_700_000_000_500,
      end: 1_700_000_000_512.5,
      side,
      peer,
      what,
    });
  });

  it('is nothing when it neither asks nor answers', () => {
    expect(recordOf(span(SpanKind.INTERNAL, {}))).toBeUndefined();
  });
});
