import { Capability, eventually, preview, routed, yesOrNo } from './capability';

/** What a route does to requests and answers that it takes. */
export const filtering: Capability[] = [
  {
    title: "`set` replaces the client's request header, in however many lines",
    name: 'request-header',
    async find(plane, name) {
      const set = [{ name: 'baggage', value: 'preview=pr-1' }];
      const filters = [
        { type: 'RequestHeaderModifier', requestHeaderModifier: { set } },
      ];
      await routed(plane, name, { filters, backendRefs: [preview] });
      return yesOrNo(
        await eventually(async () => {
          const { pod } = await plane.ask(name, {
            headers: [
              ['baggage', 'preview=pr-2'],
              ['baggage', 'a=b'],
            ],
          });
          return pod?.headers.baggage === 'preview=pr-1';
        }),
      );
    },
  },
  {
    title: 'Set response headers (`x-preview`, `x-robots-tag`)',
    name: 'response-header',
    async find(plane, name) {
      const set = [{ name: 'x-robots-tag', value: 'noindex' }];
      const filters = [
        { type: 'ResponseHeaderModifier', responseHeaderModifier: { set } },
      ];
      await routed(plane, name, { filters, backendRefs: [preview] });
      return yesOrNo(
        await eventually(
          async () =>
            (await plane.ask(name)).headers['x-robots-tag'] === 'noindex',
        ),
      );
    },
  },
  {
    title: 'Answer CORS preflights (`CORS` filter)',
    name: 'cors',
    only: 'edge',
    async find(plane, name) {
      const origin = 'https://app.example.test';
      const filters = [
        {
          type: 'CORS',
          cors: { allowOrigins: [origin], allowMethods: ['GET', 'POST'] },
        },
      ];
      const rule = { filters, backendRefs: [preview] };
      if (!(await routed(plane, name, rule))) return 'no';
      return yesOrNo(
        await eventually(async () => {
          const { headers } = await plane.ask(name, {
            method: 'OPTIONS',
            headers: [
              ['origin', origin],
              ['access-control-request-method', 'POST'],
            ],
          });
          return headers['access-control-allow-origin'] === origin;
        }),
      );
    },
  },
  {
    title: 'Rewrite `/` to `/base/`, so that `/a` becomes `/base/a`',
    name: 'rewrite',
    async find(plane, name) {
      const path = { type: 'ReplacePrefixMatch', replacePrefixMatch: '/base' };
      const filters = [{ type: 'URLRewrite', urlRewrite: { path } }];
      const rule = {
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
        filters,
        backendRefs: [preview],
      };
      if (!(await routed(plane, name, rule))) return 'no';
      let seen: string | undefined;
      const rewritten = await eventually(async () => {
        seen = (await plane.ask(name, { path: '/a' })).pod?.path;
        return seen === '/base/a';
      });
      return rewritten ? 'yes' : `no: \`${seen}\``;
    },
  },
];
