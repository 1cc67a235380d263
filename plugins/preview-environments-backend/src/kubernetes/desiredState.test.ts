import * as fc from 'fast-check';
import { appliedAnnotation, isUpToDate, withAppliedHash } from './desiredState';
import { KubernetesObject } from './types';

function object(
  kind: string,
  spec: object,
  metadata: object = {},
): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind,
    metadata: { name: 'web', ...metadata },
    spec,
  };
}

/** The live object that came out of `desired`, with the server's changes. */
function live(
  desired: KubernetesObject,
  changes: Partial<KubernetesObject>,
): KubernetesObject {
  return { ...withAppliedHash(desired), ...changes };
}

describe('whether a live object needs a write', () => {
  const rules = [
    { to: 'a', port: 1 },
    { to: 'b', port: 2 },
  ];

  it.each`
    scenario                               | kind               | desired                                 | found                                                     | upToDate
    ${'nothing differs'}                   | ${'Service'}       | ${{ type: 'ExternalName' }}             | ${{ type: 'ExternalName' }}                               | ${true}
    ${'the server filled in a default'}    | ${'Service'}       | ${{ type: 'ExternalName' }}             | ${{ type: 'ExternalName', sessionAffinity: 'None' }}      | ${true}
    ${'somebody changed a field'}          | ${'Service'}       | ${{ externalName: 'a' }}                | ${{ externalName: 'b' }}                                  | ${false}
    ${'somebody removed a field'}          | ${'Service'}       | ${{ externalName: 'a' }}                | ${{}}                                                     | ${false}
    ${'elements got defaults'}             | ${'HTTPRoute'}     | ${{ rules }}                            | ${{ rules: rules.map(rule => ({ ...rule, weight: 1 })) }} | ${true}
    ${'a rule was added behind ours'}      | ${'HTTPRoute'}     | ${{ rules }}                            | ${{ rules: [...rules, { to: 'c' }] }}                     | ${false}
    ${'everything was let in'}             | ${'NetworkPolicy'} | ${{ ingress: [] }}                      | ${{ ingress: [{}] }}                                      | ${false}
    ${'a port was added to a keyed list'}  | ${'Service'}       | ${{ ports: rules }}                     | ${{ ports: [...rules, { port: 3 }] }}                     | ${true}
    ${'an element went'}                   | ${'HTTPRoute'}     | ${{ rules }}                            | ${{ rules: rules.slice(1) }}                              | ${false}
    ${'elements changed places'}           | ${'HTTPRoute'}     | ${{ rules }}                            | ${{ rules: [...rules].reverse() }}                        | ${false}
    ${'the server left out an empty list'} | ${'NetworkPolicy'} | ${{ ingress: [], podSelector: {} }}     | ${{ podSelector: {} }}                                    | ${true}
    ${'an empty list was filled'}          | ${'NetworkPolicy'} | ${{ ingress: [{ from: [] }] }}          | ${{ ingress: [] }}                                        | ${false}
    ${'a quota is written another way'}    | ${'ResourceQuota'} | ${{ hard: { cpu: '1000m', pods: 10 } }} | ${{ hard: { cpu: '1', pods: '10' } }}                     | ${true}
    ${'a quota was raised'}                | ${'ResourceQuota'} | ${{ hard: { cpu: '1' } }}               | ${{ hard: { cpu: '2' } }}                                 | ${false}
    ${'a text only looks like a quantity'} | ${'Application'}   | ${{ tag: '1e3' }}                       | ${{ tag: '1000' }}                                        | ${false}
    ${'a number became a text'}            | ${'Service'}       | ${{ port: 80 }}                         | ${{ port: '80' }}                                         | ${false}
  `('$scenario: $upToDate', ({ kind, desired, found, upToDate }) => {
    const wanted = object(kind, desired);
    expect(isUpToDate(live(wanted, { spec: found }), wanted)).toBe(upToDate);
  });

  it('writes when we no longer want a field, though all that is left holds', () => {
    const before = object('Service', { type: 'ExternalName', extra: 'x' });
    const after = object('Service', { type: 'ExternalName' });
    expect(isUpToDate(live(before, {}), after)).toBe(false);
  });

  it('finds our finalizer among others, in any place', () => {
    const wanted = object('Application', {}, { finalizers: ['ours'] });
    const found = live(wanted, {});
    found.metadata.finalizers = ['theirs', 'ours'];
    expect(isUpToDate(found, wanted)).toBe(true);
    found.metadata.finalizers = ['theirs'];
    expect(isUpToDate(found, wanted)).toBe(false);
  });

  it('hashes the same whatever the order of fields', () => {
    const anyRecord = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(anyRecord, spec => {
        const turned = Object.fromEntries(Object.entries(spec).reverse());
        const hash = (value: object) =>
          withAppliedHash(object('Service', value)).metadata.annotations?.[
            appliedAnnotation
          ];
        expect(hash(turned)).toBe(hash(spec));
      }),
    );
  });

  it('finds everything just written up to date', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), spec => {
        const wanted = object('Service', spec);
        expect(isUpToDate(withAppliedHash(wanted), wanted)).toBe(true);
      }),
    );
  });
});
