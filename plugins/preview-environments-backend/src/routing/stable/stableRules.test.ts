import { KubernetesObject } from '../../kubernetes';
import { baselineRoutesFor, inRoutes, stableRules } from './stableRules';

const seal = 'aB3_-'.repeat(8);
const older = 'zY9_-'.repeat(8);
const entry = {
  route: {
    previewId: 'web-pr-42',
    stable: {
      hosts: ['staging.example.com'],
      life: '2026-03-01T11:50:00.000Z',
      overrides: [
        {
          service: 'web',
          namespace: 'shop',
          to: { service: 'web', namespace: 'pv-web-pr-42', port: 8080 },
        },
      ],
    },
  },
  seals: [seal, older],
  cookieSeconds: 28_800,
  secure: true,
};

function baselineWith(
  rules: object[] | undefined,
  change: Partial<KubernetesObject['metadata']> = {},
  hostnames = ['staging.example.com'],
): KubernetesObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'staging', namespace: 'shop', ...change },
    spec: {
      parentRefs: [{ namespace: 'infra', name: 'edge' }],
      hostnames,
      ...(rules && { rules }),
    },
  };
}

const toWeb = { backendRefs: [{ name: 'web', port: 80 }] };
const atApi = {
  name: 'api',
  matches: [{ path: { type: 'PathPrefix', value: '/api' }, method: 'GET' }],
  backendRefs: [{ name: 'api', port: 80, weight: 2 }],
};

describe('each rule of the shared environment is there three times', () => {
  const [link, leave, cookie, ...more] = stableRules(
    baselineWith([toWeb]),
    entry,
  );

  it('for the link: with the key, to the preview, and with a cookie for what follows', () => {
    expect(link).toEqual({
      matches: [
        {
          path: { type: 'PathPrefix', value: '/' },
          headers: [
            { name: 'user-agent', type: 'RegularExpression', value: '.+' },
          ],
          queryParams: [{ type: 'Exact', name: 'preview-entry', value: seal }],
        },
      ],
      filters: [
        {
          type: 'RequestHeaderModifier',
          requestHeaderModifier: {
            set: [
              { name: 'baggage', value: 'preview=web-pr-42' },
              { name: 'x-preview', value: 'web-pr-42' },
            ],
          },
        },
        {
          type: 'ResponseHeaderModifier',
          responseHeaderModifier: {
            set: [
              { name: 'referrer-policy', value: 'same-origin' },
              { name: 'x-robots-tag', value: 'noindex' },
            ],
            add: [
              {
                name: 'set-cookie',
                value: `preview-entry=${seal}; Path=/; Max-Age=28800; HttpOnly; SameSite=Lax; Secure`,
              },
            ],
          },
        },
      ],
      backendRefs: [{ name: 'web', namespace: 'pv-web-pr-42', port: 8080 }],
    });
  });

  it('for the way back: to the shared environment, without a key', () => {
    expect(leave).toMatchObject({
      matches: [
        {
          headers: [{ name: 'cookie', type: 'RegularExpression' }],
          queryParams: [{ name: 'preview-entry', value: 'leave' }],
        },
      ],
      filters: [
        {
          type: 'ResponseHeaderModifier',
          responseHeaderModifier: {
            add: [
              {
                name: 'set-cookie',
                value: expect.stringContaining(
                  'preview-entry=; Path=/; Max-Age=0;',
                ),
              },
            ],
          },
        },
      ],
      ...toWeb,
    });
  });

  it('for the cookie, of any key that is still believed', () => {
    expect(cookie).toMatchObject({
      matches: [
        {
          headers: [
            {
              name: 'cookie',
              value: `^(.*; ?)?preview-entry=(${seal}|${older})(;.*)?$`,
            },
          ],
        },
      ],
      backendRefs: [{ name: 'web', namespace: 'pv-web-pr-42', port: 8080 }],
    });
    expect(cookie.matches?.[0].queryParams).toBe(undefined);
  });

  it('and no more often', () => {
    expect(more).toEqual([]);
  });
});

it('keeps paths, methods and weights, and services that the preview has no version of', () => {
  const rules = stableRules(baselineWith([atApi]), entry);
  for (const rule of rules) {
    expect(rule).not.toHaveProperty('name');
    expect(rule.matches).toEqual([expect.objectContaining(atApi.matches[0])]);
    expect(rule.backendRefs).toEqual(atApi.backendRefs);
  }
});

it.each<[string, object, object[]]>([
  [
    'joins its headers, and ours decide',
    {
      type: 'RequestHeaderModifier',
      requestHeaderModifier: {
        set: [
          { name: 'x-env', value: 'staging' },
          { name: 'Baggage', value: 'theirs' },
        ],
        remove: ['x-preview', 'x-secret'],
      },
    },
    [
      {
        type: 'RequestHeaderModifier',
        requestHeaderModifier: {
          set: [
            { name: 'x-env', value: 'staging' },
            { name: 'baggage', value: 'preview=web-pr-42' },
            { name: 'x-preview', value: 'web-pr-42' },
          ],
          remove: ['x-secret'],
        },
      },
    ],
  ],
  [
    'keeps its other filters',
    { type: 'URLRewrite', urlRewrite: { hostname: 'web.internal' } },
    [{ type: 'URLRewrite', urlRewrite: { hostname: 'web.internal' } }],
  ],
])('%s', (_what, theirs, expected) => {
  const rules = stableRules(
    baselineWith([{ ...toWeb, filters: [theirs] }]),
    entry,
  );
  expect(rules[2].filters).toEqual(expect.arrayContaining(expected));
});

it('looks past cookies that the shared environment looks at, of which only one match may be there', () => {
  const [, , cookie] = stableRules(
    baselineWith([
      {
        ...toWeb,
        matches: [
          {
            headers: [
              { name: 'Cookie', value: 'beta=1' },
              { name: 'a', value: 'b' },
            ],
          },
        ],
      },
    ]),
    entry,
  );
  expect(cookie.matches?.[0].headers?.map(({ name }) => name)).toEqual([
    'a',
    'cookie',
  ]);
});

it('serves what the shared environment serves without any rule', () => {
  expect(stableRules(baselineWith(undefined), entry)).toHaveLength(3);
});

it.each([
  [1, 1, [3]],
  [5, 1, [15]],
  [6, 1, [16, 2]],
  [12, 1, [16, 16, 4]],
  [3, 40, [3, 3, 3]],
])(
  'puts %s rules of %s matches into as few routes as the API allows: %s',
  (count, matches, expected) => {
    const rule = { ...toWeb, matches: Array(matches).fill({}) };
    const rules = stableRules(baselineWith(Array(count).fill(rule)), entry);
    const routes = inRoutes(rules);
    expect(routes.map(({ length }) => length)).toEqual(expected);
    expect(routes.flat()).toEqual(rules);
  },
);

it("finds the shared environment's own routes for a host, and none of a preview", () => {
  const ours = {
    name: 'ours',
    labels: {
      'app.kubernetes.io/managed-by': 'preview-environments',
      'preview-environments.io/instance': 'test',
      'preview-environments.io/id': 'web-pr-1',
    },
  };
  const routes = [
    baselineWith([toWeb], { name: 'b' }),
    baselineWith([toWeb], { name: 'other' }, ['www.example.com']),
    baselineWith([toWeb], ours),
    baselineWith([toWeb], { name: 'a' }),
  ];
  expect(
    baselineRoutesFor('staging.example.com', routes).map(
      ({ metadata }) => metadata.name,
    ),
  ).toEqual(['a', 'b']);
});
