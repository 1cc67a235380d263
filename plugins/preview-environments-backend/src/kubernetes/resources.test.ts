import {
  describeRef,
  HTTPRoute,
  Namespace,
  resourcePath,
  Service,
} from './resources';

describe('paths', () => {
  it.each`
    scenario                      | resource     | place                                  | path
    ${'an object of the core'}    | ${Service}   | ${{ namespace: 'shop', name: 'cart' }} | ${'/api/v1/namespaces/shop/services/cart'}
    ${'a type in all namespaces'} | ${HTTPRoute} | ${{}}                                  | ${'/apis/gateway.networking.k8s.io/v1/httproutes'}
    ${'a type in a namespace'}    | ${HTTPRoute} | ${{ namespace: 'shop' }}               | ${'/apis/gateway.networking.k8s.io/v1/namespaces/shop/httproutes'}
    ${'an object of the cluster'} | ${Namespace} | ${{ name: 'shop' }}                    | ${'/api/v1/namespaces/shop'}
    ${'a hostile name'}           | ${Namespace} | ${{ name: '../secrets?x' }}            | ${'/api/v1/namespaces/..%2Fsecrets%3Fx'}
  `('$scenario', ({ resource, place, path }) => {
    expect(resourcePath(resource, place)).toBe(path);
  });

  it('does not mistake one object for all', () => {
    expect(() => resourcePath(Service, { name: 'cart' })).toThrow(
      'needs a namespace',
    );
  });

  it('names objects for people', () => {
    expect(describeRef({ resource: Namespace, name: 'shop' })).toBe(
      'Namespace shop',
    );
  });
});
