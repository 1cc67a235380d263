import { objectionTo } from './judge';

const life = { readyAt: 10_000, closedAt: 60_000, routeGoneAt: 62_000 };
const mine = 'cart-pr-1';
const other = 'cart-pr-12';
const baseline = 'baseline';

const judged = (key: string | undefined, cart: string, startedAt: number) =>
  objectionTo(
    {
      key,
      startedAt,
      endedAt: startedAt + 100,
      versions: { web: baseline, cart, payments: baseline },
    },
    () => life,
  );

it.each`
  scenario                                   | key          | cart        | startedAt | objects
  ${'the baseline for the baseline'}         | ${undefined} | ${baseline} | ${20_000} | ${false}
  ${'a preview for the baseline'}            | ${undefined} | ${mine}     | ${20_000} | ${true}
  ${'another preview'}                       | ${mine}      | ${other}    | ${20_000} | ${true}
  ${'the preview'}                           | ${mine}      | ${mine}     | ${20_000} | ${false}
  ${'the preview before it is ready'}        | ${mine}      | ${mine}     | ${9_000}  | ${false}
  ${'the baseline before it is ready'}       | ${mine}      | ${baseline} | ${9_000}  | ${false}
  ${'the baseline just after it is ready'}   | ${mine}      | ${baseline} | ${14_900} | ${false}
  ${'the baseline long after it is ready'}   | ${mine}      | ${baseline} | ${15_100} | ${true}
  ${'the baseline while it was closed'}      | ${mine}      | ${baseline} | ${59_950} | ${false}
  ${'the baseline after it was closed'}      | ${mine}      | ${baseline} | ${61_000} | ${false}
  ${'the preview just after its route went'} | ${mine}      | ${mine}     | ${66_900} | ${false}
  ${'the preview long after its route went'} | ${mine}      | ${mine}     | ${67_100} | ${true}
`(
  '$scenario: an objection is $objects',
  ({ key, cart, startedAt, objects }) => {
    expect(judged(key, cart, startedAt) !== undefined).toBe(objects);
  },
);

it('allows a preview at its own service alone', () => {
  const versions = { web: baseline, cart: baseline, payments: mine };
  const passage = { key: mine, startedAt: 9_000, endedAt: 9_100, versions };
  expect(objectionTo(passage, () => life)).toMatch(/^payments: cart-pr-1/);
});
