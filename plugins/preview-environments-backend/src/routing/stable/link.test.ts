import * as fc from 'fast-check';
import { readLink, signLink } from './link';
import { sealOf } from './seal';

const now = new Date('2026-03-01T12:00:00Z');
const [old, young] = ['2026-02', '2026-03'].map(id => ({
  id,
  secret: `${id}-${'s'.repeat(32)}`,
}));
const claims = {
  previewId: 'web-pr-42',
  life: '2026-03-01T11:50:00.000Z',
  host: 'staging.example.com',
  path: '/cart?tab=1',
  expiresAt: new Date('2026-03-01T12:15:00Z'),
};
const link = signLink([old], claims);

it.each`
  scenario                                              | keys            | token                                                                 | at                                  | expected
  ${'as it was made'}                                   | ${[old]}        | ${link}                                                               | ${now}                              | ${'valid'}
  ${'while its key is on its way out'}                  | ${[young, old]} | ${link}                                                               | ${now}                              | ${'valid'}
  ${'after its key has gone'}                           | ${[young]}      | ${link}                                                               | ${now}                              | ${'invalid'}
  ${'in its last second'}                               | ${[old]}        | ${link}                                                               | ${new Date('2026-03-01T12:14:59Z')} | ${'valid'}
  ${'when its time is over'}                            | ${[old]}        | ${link}                                                               | ${claims.expiresAt}                 | ${'expired'}
  ${'with another signature'}                           | ${[old]}        | ${`${link}A`}                                                         | ${now}                              | ${'invalid'}
  ${'without a signature'}                              | ${[old]}        | ${link.split('.')[0]}                                                 | ${now}                              | ${'invalid'}
  ${'with nothing but a signature'}                     | ${[old]}        | ${`.${link.split('.')[1]}`}                                           | ${now}                              | ${'invalid'}
  ${'with more behind it'}                              | ${[old]}        | ${`${link}.x`}                                                        | ${now}                              | ${'invalid'}
  ${'where nobody signs'}                               | ${[]}           | ${link}                                                               | ${now}                              | ${'invalid'}
  ${'with the claims of another and its own signature'} | ${[old]}        | ${`${signLink([young], claims).split('.')[0]}.${link.split('.')[1]}`} | ${now}                              | ${'invalid'}
`('a link is $expected $scenario', ({ keys, token, at, expected }) => {
  expect(readLink(keys, token, at).state).toBe(expected);
});

it('says what it was made with', () => {
  expect(readLink([old], link, now)).toEqual({ state: 'valid', claims });
});

it('is believed in nothing that somebody else wrote', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 200 }),
        fc
          .tuple(fc.nat(link.length - 1), fc.constantFrom('A', 'b', '.', '-'))
          .filter(([at, letter]) => link[at] !== letter)
          .map(
            ([at, letter]) => link.slice(0, at) + letter + link.slice(at + 1),
          ),
      ),
      token => {
        const read = readLink([old], token, now);
        // The last letter of a signature has bits to spare that decoders drop; as text it is another one all the same.
        expect(read.state).toBe('invalid');
      },
    ),
  );
});

it('is read in no time, however long it is', () => {
  expect(readLink([old], 'a'.repeat(1_000_000), now).state).toBe('invalid');
});

it('leads to a seal that nothing else has', () => {
  const seals = [
    sealOf(old, claims),
    sealOf(young, claims),
    sealOf(old, { ...claims, previewId: 'web-pr-4' }),
    sealOf(old, { ...claims, life: '2026-03-02T00:00:00.000Z' }),
  ];
  expect(new Set(seals).size).toBe(seals.length);
  for (const seal of seals) expect(seal).toMatch(/^[A-Za-z0-9_-]{43}$/);
});
