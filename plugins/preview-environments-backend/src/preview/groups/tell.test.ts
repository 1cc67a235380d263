import { dependsOn, face, labelled, standFor } from '../__testUtils__/faces';
import { groupOf } from './group';
import { linkedTo } from './tell';
import { Face } from './types';

const told = (self: Face, others: Face[]) =>
  linkedTo(self, others, groupOf(self, others)).map(
    ({ owner, name, number, services, because, nameable }) =>
      `${nameable ? `${owner}/${name}#${number}` : 'somebody'}: ${
        because ?? services.join(', ')
      }`,
  );

const web = (change: Partial<Face> = {}) =>
  face('web#1', { links: [dependsOn('web#1', 'cart#2')], ...change });
const stranger = web({
  links: [dependsOn('web#1', 'cart#2', { writable: [] })],
});
const hidden = (one: Face): Face => ({
  ...one,
  repository: { ...one.repository, public: undefined },
});
const cart = face('cart#2');
const label = (...writable: string[]) => ({
  links: [labelled('preview-group:all', writable)],
});

describe('whom the address of a pull request reaches besides', () => {
  it.each`
    scenario                                           | self                         | others                                                                                      | expected
    ${'a member'}                                      | ${web()}                     | ${[cart]}                                                                                   | ${['acme/cart#2: shop/cart']}
    ${'one that nobody knows'}                         | ${web()}                     | ${[]}                                                                                       | ${['acme/cart#2: unknown']}
    ${'one that is closed'}                            | ${web()}                     | ${[face('cart#2', { state: 'closed' })]}                                                    | ${['acme/cart#2: closed']}
    ${'one that waits for an approval'}                | ${web()}                     | ${[face('cart#2', { state: 'waiting' })]}                                                   | ${['acme/cart#2: waiting']}
    ${'one that is held back'}                         | ${web()}                     | ${[face('cart#2', { state: 'held' })]}                                                      | ${['acme/cart#2: held']}
    ${'one that nobody asked a preview of'}            | ${web()}                     | ${[face('cart#2', { state: 'none' })]}                                                      | ${['acme/cart#2: unknown']}
    ${'one that sleeps'}                               | ${web()}                     | ${[face('cart#2', { state: 'asleep' })]}                                                    | ${['acme/cart#2: asleep']}
    ${'without the right to'}                          | ${stranger}                  | ${[cart]}                                                                                   | ${['acme/cart#2: not-allowed']}
    ${'nothing of a repository that they can not see'} | ${stranger}                  | ${[hidden(cart)]}                                                                           | ${['acme/cart#2: unknown']}
    ${'one in another cluster'}                        | ${web()}                     | ${[face('cart#2', { clusters: ['other'], stands: [standFor('cart#2', 'cart', 'other')] })]} | ${['acme/cart#2: elsewhere']}
    ${'one that stands for nothing'}                   | ${web()}                     | ${[face('cart#2', { stands: [] })]}                                                         | ${['acme/cart#2: nothing-to-reach']}
    ${'one that stands for what it has itself'}        | ${web()}                     | ${[face('cart#2', { stands: [standFor('cart#2', 'web')] })]}                                | ${['acme/cart#2: taken']}
    ${'one that names it, in a repository for all'}    | ${cart}                      | ${[web()]}                                                                                  | ${['acme/web#1: shop/web']}
    ${'one that names it, in a private repository'}    | ${cart}                      | ${[hidden(web())]}                                                                          | ${['somebody: shop/web']}
    ${'nobody that names it without the right to'}     | ${cart}                      | ${[stranger]}                                                                               | ${[]}
    ${'nobody that has named it and was closed'}       | ${cart}                      | ${[web({ state: 'closed', links: [] })]}                                                    | ${[]}
    ${'one with the same label'}                       | ${web(label('cart', 'web'))} | ${[face('cart#2', label('cart', 'web'))]}                                                   | ${['acme/cart#2: shop/cart']}
    ${'one with the same label, of somebody else'}     | ${web(label('cart', 'web'))} | ${[face('cart#2', label('cart'))]}                                                          | ${['acme/cart#2: not-allowed']}
    ${'one with the same label that waits'}            | ${web(label('cart', 'web'))} | ${[face('cart#2', { ...label('cart', 'web'), state: 'waiting' })]}                          | ${['acme/cart#2: waiting']}
  `('$scenario', ({ self, others, expected }) => {
    expect(told(self, others)).toEqual(expected);
  });

  it('says that there are too many, to those who are left out and those who are not', () => {
    const all = Array.from({ length: 12 }, (_, at) => `s${at}`);
    const faces = all.map((name, at) =>
      face(`${name}#${at + 1}`, label(...all)),
    );
    const first = told(faces[0], faces.slice(1));
    expect(first).toHaveLength(11);
    expect(first.slice(9)).toEqual([
      'acme/s10#11: too-many',
      'acme/s11#12: too-many',
    ]);
    const last = told(faces[11], faces.slice(0, 11));
    expect(new Set(last.map(line => line.split(': ')[1]))).toEqual(
      new Set(['too-many']),
    );
  });
});
