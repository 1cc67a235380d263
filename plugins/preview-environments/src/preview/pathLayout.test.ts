import { layOut } from './pathLayout';

const node = (name: string) => ({ name, previewed: name === 'web' });
const edge = (text: string) => {
  const [from, to] = text.split('>');
  return {
    ...(from && { from }),
    to,
    verdict: 'arrived' as const,
    evidence: [],
  };
};
const places = (names: string[], calls: string[]) => {
  const { nodes, edges, ...size } = layOut({
    nodes: names.map(node),
    edges: calls.map(edge),
  });
  return {
    ...size,
    places: Object.fromEntries(
      nodes.map(({ name = 'gateway', column, row }) => [name, [column, row]]),
    ),
    edges: edges.length,
  };
};

it('puts each service right of who calls it, and those of one column below each other', () => {
  expect(
    places(
      ['web', 'cart', 'search', 'payments'],
      ['>web', 'web>cart', 'web>search', 'cart>payments', 'search>payments'],
    ),
  ).toEqual({
    columns: 4,
    rows: 2,
    edges: 5,
    places: {
      gateway: [0, 0],
      web: [1, 0],
      cart: [2, 0],
      search: [2, 1],
      payments: [3, 0],
    },
  });
});

it('ends on calls that go round', () => {
  expect(
    places(['web', 'cart'], ['>web', 'web>cart', 'cart>web']),
  ).toMatchObject({ columns: 3, rows: 1, edges: 3 });
});

it('draws nothing but the gateway when there are no calls', () => {
  expect(places([], [])).toEqual({
    columns: 1,
    rows: 1,
    edges: 0,
    places: { gateway: [0, 0] },
  });
});
