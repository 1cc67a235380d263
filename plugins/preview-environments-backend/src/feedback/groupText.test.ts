import { Linked } from '../preview';
import { GroupSubject, groupText } from './groupText';

const cart: Linked = {
  previewId: 'cart-pr-12',
  host: 'github.com',
  owner: 'acme',
  name: 'cart',
  number: 12,
  url: 'https://github.com/acme/cart/pull/12',
  nameable: true,
  services: ['shop/cart'],
  because: undefined,
};
const leftOut = (because: Linked['because'], change: Partial<Linked> = {}) => ({
  ...cart,
  services: [],
  because,
  ...change,
});
const textOf = (
  linked: Linked[],
  phase: 'ready' | 'gone' = 'ready',
  repository: GroupSubject['repository'] = { host: 'github.com' },
) => groupText({ phase, repository, group: { links: [], stands: [], linked } });
const link = '[acme/cart#\u200b12](https://github.com/acme/cart/pull/12)';

describe('what a comment says of a group', () => {
  it.each`
    scenario                               | linked                                                                                | expected
    ${'nothing'}                           | ${[]}                                                                                 | ${undefined}
    ${'whom it reaches, by which service'} | ${[cart]}                                                                             | ${`Reaches also: ${link} (\`shop/cart\`).`}
    ${'who is left out, and why'}          | ${[cart, leftOut('closed', { name: 'pay', url: undefined })]}                         | ${`Reaches also: ${link} (\`shop/cart\`). acme/pay#\u200b12 is closed.`}
    ${'no name of a private one'}          | ${[{ ...cart, nameable: false }]}                                                     | ${'Reaches also: a pull request that you may not see.'}
    ${'the same once'}                     | ${[leftOut('waiting', { nameable: false }), leftOut('waiting', { nameable: false })]} | ${'a pull request that you may not see waits for approval.'}
    ${'hostile names as they are'}         | ${[leftOut('unknown', { owner: '<b>', name: '@all|', url: undefined })]}              | ${'&#60;b&#62;/@\u200ball&#124;#\u200b12 has no preview here.'}
  `('says $scenario', ({ linked, expected }) => {
    expect(textOf(linked)).toBe(expected);
  });

  it('says it in the words of the code host, as far as they are known', () => {
    const repository = {
      host: 'gitlab.com',
      changeKind: 'merge-request' as const,
    };
    const at = { host: 'gitlab.com', url: undefined };
    const linked = [
      leftOut('closed', at),
      leftOut('waiting', { ...at, nameable: false }),
      leftOut('held', { url: undefined }),
    ];
    expect(textOf(linked, 'ready', repository)).toBe(
      'acme/cart&#33;12 is closed; a merge request that you may not see waits for approval; acme/cart#\u200b12 is held back.',
    );
  });

  it('counts those that would make it too long', () => {
    const many = Array.from({ length: 40 }, (_, at) =>
      leftOut('too-many', { number: at + 1 }),
    );
    expect(textOf(many)).toMatch(/; 28 more\.$/);
  });

  it('says nothing of it when the preview goes', () => {
    expect(textOf([cart], 'gone')).toBeUndefined();
  });
});
