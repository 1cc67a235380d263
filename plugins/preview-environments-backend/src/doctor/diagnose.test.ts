import fc from 'fast-check';
import { graphOf, ref, sighting } from './__testUtils__/requests';
import { diagnose } from './diagnose';

/** `gateway>web arrived`, in order. */
function verdicts(calls: string[], seen: string[], previewed?: string[]) {
  return diagnose(graphOf(calls, previewed), seen.map(sighting)).map(
    ({ from = ref('gateway'), to, verdict }) =>
      `${from}>${to} ${verdict}`.replaceAll(ref(''), ''),
  );
}

const chain = ['web>cart', 'cart>payments'];

it.each<[string, string[], string[]]>([
  [
    'everybody passes the key on',
    ['>web+', 'web>cart+', 'cart>payments+'],
    ['gateway>web arrived', 'web>cart arrived', 'cart>payments arrived'],
  ],
  [
    'web drops it: what comes after can not be told',
    ['>web+', 'web>cart-', 'cart>payments-'],
    ['gateway>web arrived', 'web>cart lost', 'cart>payments unknown'],
  ],
  [
    'cart drops it',
    ['>web+', 'web>cart+', 'cart>payments-'],
    ['gateway>web arrived', 'web>cart arrived', 'cart>payments lost'],
  ],
  [
    'nobody saw anything',
    [],
    ['gateway>web unknown', 'web>cart unknown', 'cart>payments unknown'],
  ],
  [
    'the request was seen, the key can not be told',
    ['>web+', 'web>cart?'],
    ['gateway>web arrived', 'web>cart unknown', 'cart>payments unknown'],
  ],
  [
    'one of two calls drops it',
    ['>web+', 'web>cart+', 'web>cart-'],
    ['gateway>web arrived', 'web>cart lost', 'cart>payments unknown'],
  ],
  [
    'a source that does not name the only caller',
    ['>web+', 'cart+'],
    ['gateway>web arrived', 'web>cart arrived', 'cart>payments unknown'],
  ],
  [
    'the gateway itself does not set it',
    ['>web-'],
    ['gateway>web lost', 'web>cart unknown', 'cart>payments unknown'],
  ],
  [
    'names in other letters',
    ['>Web+', 'WEB>Cart+'],
    ['gateway>web arrived', 'web>cart arrived', 'cart>payments unknown'],
  ],
  [
    'services that the catalog does not know',
    ['>web+', 'web>evil-', 'evil>cart-'],
    ['gateway>web arrived', 'web>cart unknown', 'cart>payments unknown'],
  ],
])('%s', (_scenario, seen, expected) => {
  expect(verdicts(chain, seen)).toEqual(expected);
});

it('does not guess which of two callers a sighting speaks of', () => {
  expect(
    verdicts(['web>cart', 'web>search', 'search>cart'], ['>web+', 'cart-']),
  ).toEqual([
    'gateway>web arrived',
    'web>cart unknown',
    'web>search unknown',
    'search>cart unknown',
  ]);
});

it('begins where the request came in, before the component of the preview', () => {
  expect(
    verdicts(chain, ['>web+', 'web>cart+', 'cart>payments+'], ['payments']),
  ).toEqual([
    'gateway>web arrived',
    'web>cart arrived',
    'cart>payments arrived',
  ]);
});

it('leaves out what the request can not come to', () => {
  expect(verdicts([...chain, 'orders>payments'], ['>web+'])).not.toContain(
    'orders>payments unknown',
  );
});

it('ends on calls that go round', () => {
  expect(verdicts(['web>cart', 'cart>web'], ['>web+', 'web>cart+'])).toEqual([
    'gateway>web arrived',
    'web>cart arrived',
    'cart>web unknown',
  ]);
});

it('says arrived or lost of no edge without a sighting that says so', () => {
  const name = fc.constantFrom('web', 'cart', 'payments', 'search');
  const call = fc.tuple(name, name).map(pair => pair.join('>'));
  const seen = fc
    .tuple(
      fc.oneof(
        call,
        name,
        name.map(to => `>${to}`),
      ),
      fc.constantFrom('+', '-', '?'),
    )
    .map(pair => pair.join(''));
  fc.assert(
    fc.property(fc.array(call), fc.array(seen), (calls, sightings) => {
      for (const edge of diagnose(graphOf(calls), sightings.map(sighting))) {
        const wanted = { arrived: '+', lost: '-', unknown: '' }[edge.verdict];
        expect(edge.evidence.join()).toContain(wanted);
        expect(edge.evidence).not.toEqual([]);
      }
    }),
  );
});
