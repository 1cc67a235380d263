import { gone, write } from './__testUtils__/world';
import { checkCloseOrder } from './closeOrder';

const make = (resource: string) => write({ resource, name: resource });
const remove = (resource: string, code = 200) =>
  write({ resource, name: resource, verb: 'delete', code });
const left = (resource: string) => gone(resource, resource);

const made = [make('namespaces'), make('applications'), make('httproutes')];
const route = [remove('httproutes'), left('httproutes')];
const application = [remove('applications'), left('applications')];

describe('the close order', () => {
  it.each`
    scenario                                      | entries                                                                                                         | broken
    ${'routes, Application, namespace'}           | ${[...made, ...route, ...application, remove('namespaces')]}                                                    | ${0}
    ${'the namespace first'}                      | ${[...made, remove('namespaces')]}                                                                              | ${1}
    ${'the Application before the route'}         | ${[...made, remove('applications')]}                                                                            | ${1}
    ${'the namespace while the Application goes'} | ${[...made, ...route, remove('applications'), remove('namespaces')]}                                            | ${1}
    ${'a deletion that was refused'}              | ${[...made, remove('namespaces', 409)]}                                                                         | ${0}
    ${'a preview without an Application'}         | ${[make('namespaces'), remove('namespaces')]}                                                                   | ${0}
    ${'the next life, in order again'}            | ${[...made, ...route, ...application, remove('namespaces'), left('namespaces'), ...made, remove('namespaces')]} | ${1}
  `('finds $broken breaches: $scenario', ({ entries, broken }) => {
    expect(checkCloseOrder(entries)).toHaveLength(broken);
  });

  it('keeps previews apart', () => {
    const other = { previewId: 'cart-pr-1' };
    expect(
      checkCloseOrder([...made, { ...remove('namespaces'), ...other }]),
    ).toEqual([]);
  });
});
