import { jaegerSpans } from './jaeger';
import { otlpSpans } from './otlp';
import { sightingsOf } from './sightings';
import { Span } from './span';

const key = 'web-pr-42';
const none = { everywhere: undefined };

function span(id: string, service: string, change: Partial<Span> = {}): Span {
  return {
    id,
    parentId: undefined,
    service,
    kind: 'server',
    attributes: {},
    ...change,
  };
}

const web = span('1', 'web', {
  parentId: 'marked',
  attributes: { preview: key },
});
const out = span('2', 'web', { parentId: '1', kind: 'client' });
const cart = (attributes: Record<string, string>) =>
  span('3', 'cart', { parentId: '2', attributes });

it.each<[string, Record<string, string>, boolean | undefined]>([
  ['the member as an attribute', { preview: key }, true],
  ['the member of another preview', { preview: 'web-pr-4' }, false],
  ['the older name of it', { 'baggage.preview': key }, true],
  [
    'the captured header',
    { 'http.request.header.baggage': `["user=1,preview=${key}"]` },
    true,
  ],
  [
    'a captured header without it',
    { 'http.request.header.baggage': '["user=1"]' },
    false,
  ],
  ['the captured plain header', { 'http.request.header.x-preview': key }, true],
  ['nothing of it', { 'http.route': '/' }, undefined],
])('a span with %s', (_scenario, attributes, expected) => {
  expect(
    sightingsOf([web, out, cart(attributes)], { key }, none),
  ).toMatchObject([
    { to: 'web', entry: true, key: true },
    { from: 'web', to: 'cart', key: expected },
  ]);
});

it('takes the absence for a loss only where every service writes the attribute', () => {
  expect(
    sightingsOf([web, out, cart({})], { key }, { everywhere: 'preview' }),
  ).toMatchObject([{ key: true }, { from: 'web', to: 'cart', key: false }]);
});

it('passes over the proxies of a mesh', () => {
  const proxy = span('p', 'cart.shop', { parentId: '2' });
  const behind = span('4', 'cart', {
    parentId: 'p',
    attributes: { preview: key },
  });
  expect(sightingsOf([web, out, proxy, behind], { key }, none)).toMatchObject([
    { to: 'web' },
    { from: 'web', to: 'cart', key: undefined },
  ]);
});

it('ends on spans that are their own ancestors', () => {
  const one = span('1', 'web', { parentId: '2' });
  const two = span('2', 'web', { parentId: '1' });
  expect(sightingsOf([one, two], { key }, none)).toHaveLength(2);
});

it('reads what Jaeger answers', () => {
  const answer = {
    data: [
      {
        traceID: '0af7',
        spans: [
          {
            spanID: '3',
            processID: 'p1',
            references: [
              { refType: 'FOLLOWS_FROM', traceID: '0af7', spanID: '9' },
              { refType: 'CHILD_OF', traceID: '0af7', spanID: '2' },
            ],
            tags: [
              { key: 'span.kind', type: 'string', value: 'server' },
              { key: 'preview', type: 'string', value: key },
              { key: 'http.status_code', type: 'int64', value: 200 },
            ],
          },
        ],
        processes: { p1: { serviceName: 'cart', tags: [] } },
      },
    ],
    errors: null,
  };
  expect(jaegerSpans(answer)).toEqual([
    {
      id: '3',
      parentId: '2',
      service: 'cart',
      kind: 'server',
      attributes: {
        'span.kind': 'server',
        preview: key,
        'http.status_code': '200',
      },
    },
  ]);
  expect(jaegerSpans({ data: null, errors: [{ code: 404 }] })).toEqual([]);
});

it.each(['batches', 'resourceSpans'])(
  'reads what Tempo answers in %s',
  field => {
    const resources = [
      {
        resource: {
          attributes: [{ key: 'service.name', value: { stringValue: 'cart' } }],
        },
        scopeSpans: [
          {
            spans: [
              {
                spanId: 'Aw==',
                parentSpanId: 'Ag==',
                kind: 'SPAN_KIND_SERVER',
                attributes: [
                  {
                    key: 'http.request.header.baggage',
                    value: {
                      arrayValue: {
                        values: [{ stringValue: `preview=${key}` }],
                      },
                    },
                  },
                ],
              },
              { spanId: 'BA==', kind: 3 },
            ],
          },
        ],
      },
    ];
    const expected = [
      {
        id: 'Aw==',
        parentId: 'Ag==',
        service: 'cart',
        kind: 'server',
        attributes: { 'http.request.header.baggage': `preview=${key}` },
      },
      {
        id: 'BA==',
        parentId: undefined,
        service: 'cart',
        kind: 'client',
        attributes: {},
      },
    ];
    expect(otlpSpans({ [field]: resources })).toEqual(expected);
    expect(otlpSpans({ trace: { resourceSpans: resources } })).toEqual(
      expected,
    );
  },
);
