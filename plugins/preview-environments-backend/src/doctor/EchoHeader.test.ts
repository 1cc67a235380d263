import fc from 'fast-check';
import { marked } from './__testUtils__/requests';
import { echoHeader, EchoHeader } from './EchoHeader';

const seenIn = (text: string | undefined) =>
  new EchoHeader().find(
    marked({
      answer: {
        status: 200,
        headers: text === undefined ? {} : { [echoHeader]: text },
      },
    }),
  );

it('reads who got what from whom', async () => {
  await expect(
    seenIn('web=web-pr-42, web>cart=web-pr-42, web>cart>payments=-'),
  ).resolves.toMatchObject([
    { from: undefined, to: 'web', entry: true, key: true },
    { from: 'web', to: 'cart', key: true },
    { from: 'cart', to: 'payments', key: false },
  ]);
});

it.each([
  ['no header', undefined],
  ['an empty header', ''],
  ['no key', 'web'],
  ['no name', '=web-pr-42'],
  ['markup', '<img src=x>=web-pr-42'],
  ['a name that is too long', `${'w'.repeat(64)}=web-pr-42`],
  ['a header that is too long', 'web=web-pr-42,'.repeat(1_000)],
])('tells nothing by %s', async (_scenario, text) => {
  await expect(seenIn(text)).resolves.toEqual([]);
});

it.each(['web=web-pr-421', 'web=web-pr-4', 'web=WEB-PR-42', 'web=-'])(
  'takes %s for another key',
  async text => {
    await expect(seenIn(text)).resolves.toMatchObject([{ key: false }]);
  },
);

it('makes short sentences of whatever services answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async text => {
      for (const { detail, to } of await seenIn(text)) {
        expect(detail.length).toBeLessThan(250);
        expect(to).toMatch(/^[a-z0-9._-]+$/i);
      }
    }),
  );
});
