import {
  meshImplementations,
  meshNames,
  meshSettings,
} from './implementations';

const all = Object.entries(meshImplementations);

it('can be configured for whatever follows routes on Services, and for nothing else', () => {
  expect([...meshNames].sort()).toEqual(
    all
      .filter(([, { routesOnServices }]) => routesOnServices)
      .map(([name]) => name)
      .sort(),
  );
});

it.each(all)('%s has a source for what is said of it', (_name, { sources }) => {
  expect(sources.length).toBeGreaterThan(0);
});

it.each`
  configured                                              | headers        | grants
  ${{ implementation: 'istio' }}                          | ${'baggage'}   | ${false}
  ${{ implementation: 'cilium' }}                         | ${'baggage'}   | ${true}
  ${{ implementation: 'istio', match: 'x-preview' }}      | ${'x-preview'} | ${false}
  ${{ implementation: 'linkerd', referenceGrants: true }} | ${'baggage'}   | ${true}
  ${{ implementation: 'cilium', referenceGrants: false }} | ${'baggage'}   | ${false}
`('$configured matches by $headers', ({ configured, headers, grants }) => {
  expect(meshSettings(configured, 'test')).toMatchObject({ headers, grants });
});
