import { makeService, previewPods } from '../ground';
import { makeRoute } from '../routes';
import {
  answeredBy,
  byBaggage,
  byMatch,
  Capability,
  eventually,
  marked,
  tells,
  yesOrNo,
} from './capability';

/** Everything that is a match of header lines. */
export const matching: Capability[] = [
  {
    title: 'Match a header exactly (`x-preview`)',
    name: 'header-exact',
    find: (plane, name) =>
      tells(
        plane,
        name,
        byMatch({ headers: [{ name: 'x-preview', value: 'pr-1' }] }),
        {
          preview: [[['x-preview', 'pr-1']]],
          baseline: [[], [['x-preview', 'pr-12']]],
        },
      ),
  },
  {
    title: 'Match `baggage` by regular expression',
    name: 'header-expression',
    find: (plane, name) =>
      tells(plane, name, byMatch(byBaggage), {
        preview: [marked, [['baggage', 'a=b , preview = pr-1;p=1,c=d']]],
        baseline: [[], [['baggage', 'preview=pr-12']]],
      }),
  },
  {
    title: '… also when `baggage` comes in several header lines',
    name: 'header-lines',
    find: (plane, name) =>
      tells(plane, name, byMatch(byBaggage), {
        preview: [
          [['baggage', 'a=b'], ...marked],
          [...marked, ['baggage', 'a=b']],
        ],
        baseline: [
          [
            ['baggage', 'a=b'],
            ['baggage', 'preview=pr-12'],
          ],
        ],
      }),
  },
  {
    title: 'Match a cookie by regular expression',
    name: 'cookie',
    find: (plane, name) =>
      tells(
        plane,
        name,
        byMatch({
          headers: [
            {
              name: 'cookie',
              type: 'RegularExpression',
              value: '^(.*;)?[ ]*preview=pr-1[ ]*(;.*)?$',
            },
          ],
        }),
        {
          preview: [[['cookie', 'a=b; preview=pr-1; c=d']]],
          baseline: [[['cookie', 'a=b; preview=pr-12']]],
        },
      ),
  },
  {
    title: 'A longer path of the baseline wins over the header match',
    name: 'path-wins',
    async find(plane, name) {
      await makeService(name);
      const baseline = { name, port: 80 };
      const objections = await makeRoute(plane, {
        name,
        rules: [
          byMatch(byBaggage),
          {
            matches: [{ path: { type: 'PathPrefix', value: '/api' } }],
            backendRefs: [baseline],
          },
          { backendRefs: [baseline] },
        ],
      });
      if (objections.length > 0) return 'no';
      const ask = answeredBy(plane, name);
      return yesOrNo(
        await eventually(
          async () =>
            (await ask(marked)) === previewPods &&
            (await ask(marked, '/api/1')) === 'baseline',
        ),
      );
    },
  },
];
