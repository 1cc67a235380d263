import { pullRequest } from '../__testUtils__/builders';
import { dependsOn, face, labelled } from '../__testUtils__/faces';
import { areLinked, declaredLinks } from './links';
import { GroupPolicy } from './types';

const everything: GroupPolicy = {
  dependsOn: true,
  branches: true,
  labelPrefix: 'preview-group:',
};
const acme = (name: string) => ({ host: 'github.com', owner: 'acme', name });
const fork = { sha: 'a'.repeat(40), ref: 'headline', repositoryId: '99' };
const branch = (ref: string) => ({ ...fork, ref, repositoryId: '77' });
const cart = { repository: acme('cart'), number: 12 };
const byBranch = 'branch:github.com/headline';
const byPull = 'pull:github.com/acme/cart#12';
const labels = ['preview', 'Preview-Group:checkout'];
const lots = Array.from({ length: 9 }, (_, at) => `preview-group:${at}`);

describe('what a pull request declares itself linked by', () => {
  it.each`
    scenario                             | change                                                                                              | policy                                   | expected
    ${'the branch'}                      | ${{}}                                                                                               | ${everything}                            | ${[byBranch]}
    ${'what its description names'}      | ${{ dependsOn: [cart] }}                                                                            | ${everything}                            | ${[byBranch, byPull]}
    ${'a name in any case'}              | ${{ dependsOn: [{ ...cart, repository: acme('Cart') }] }}                                           | ${{ ...everything, branches: false }}    | ${[byPull]}
    ${'a label in any case'}             | ${{ labels }}                                                                                       | ${{ ...everything, branches: false }}    | ${['label:github.com/preview-group:checkout']}
    ${'nothing where nothing links'}     | ${{ labels, dependsOn: [cart] }}                                                                    | ${{ dependsOn: false, branches: false }} | ${[]}
    ${'not the branch of a fork'}        | ${{ head: fork }}                                                                                   | ${everything}                            | ${[]}
    ${'not the default branch'}          | ${{ head: branch('main'), base: { ref: 'release' } }}                                               | ${everything}                            | ${[]}
    ${'not a branch into itself'}        | ${{ head: branch('release'), base: { ref: 'release' } }}                                            | ${everything}                            | ${[]}
    ${'not a branch of an endless name'} | ${{ head: branch('x'.repeat(201)) }}                                                                | ${everything}                            | ${[]}
    ${'not itself'}                      | ${{ head: fork, dependsOn: [{ repository: acme('web'), number: 42 }] }}                             | ${everything}                            | ${[]}
    ${'nothing on another host'}         | ${{ head: fork, dependsOn: [{ repository: { ...acme('cart'), host: 'gitlab.com' }, number: 12 }] }} | ${everything}                            | ${[]}
    ${'by five labels at most'}          | ${{ head: fork, labels: lots }}                                                                     | ${everything}                            | ${lots.slice(0, 5).map(label => `label:github.com/${label}`)}
  `('$scenario', ({ change, policy, expected }) => {
    const declared = declaredLinks(pullRequest(change), policy);
    expect(declared.map(({ key }) => key)).toEqual(expected);
  });
});

describe('whoever declares a link can write to both repositories (7.22)', () => {
  const shared = (writable: string[]) => ({
    links: [labelled('preview-group:checkout', writable)],
  });
  const named = (writable: string[]) => ({
    links: [dependsOn('web#42', 'cart#12', { writable })],
  });
  it.each`
    scenario                           | web                        | cart                       | linked
    ${'one names the other'}           | ${named(['web', 'cart'])}  | ${{}}                      | ${true}
    ${'without a right there'}         | ${named(['web'])}          | ${{}}                      | ${false}
    ${'with a right there alone'}      | ${named(['cart'])}         | ${{}}                      | ${false}
    ${'a stranger'}                    | ${named([])}               | ${{}}                      | ${false}
    ${'both have a label'}             | ${shared(['cart', 'web'])} | ${shared(['cart', 'web'])} | ${true}
    ${'one label is of somebody else'} | ${shared(['cart', 'web'])} | ${shared(['cart'])}        | ${false}
    ${'one has a label'}               | ${shared(['cart', 'web'])} | ${{}}                      | ${false}
  `('$scenario', ({ web, cart: other, linked }) => {
    const [one, two] = [face('web#42', web), face('cart#12', other)];
    expect(areLinked(one, two)).toBe(linked);
    expect(areLinked(two, one)).toBe(linked);
  });

  it('links nothing across hosts', () => {
    const elsewhere = face('cart#12');
    elsewhere.repository = { ...elsewhere.repository, host: 'ghe.acme.com' };
    expect(areLinked(face('web#42', named(['web', 'cart'])), elsewhere)).toBe(
      false,
    );
  });
});
