import fc from 'fast-check';
import { parseQuantity } from '../kubernetes';
import { GuardRails } from '../preview';
import { limitRangeSpec, quotaSpec } from './guardRails';

const none: GuardRails = { cpu: undefined, memory: undefined, pods: undefined };
const mebi = 2 ** 20;

/** Our clean-up Job as it arrives without requests: one pod, which the LimitRange's defaults are put on. */
const cleanUpJob = { millicores: 50, bytes: 64 * mebi, pods: 1 };

const component = fc.record({
  millicores: fc.integer({ min: 1, max: 64_000 }),
  mebibytes: fc.integer({ min: 1, max: 512 * 1024 }),
  pods: fc.integer({ min: 1, max: 50 }),
});

describe('the quota (rule 7.9)', () => {
  it('lets a preview that runs at its steady state be updated and cleaned up at the same time, and no second preview in', () => {
    fc.assert(
      fc.property(fc.array(component, { minLength: 1, maxLength: 4 }), all => {
        const { hard } = quotaSpec(
          all.map(({ millicores, mebibytes, pods }) => ({
            cpu: `${millicores}m`,
            memory: `${mebibytes}Mi`,
            pods,
          })),
        );
        const steady = all.reduce(
          (sum, one) => ({
            millicores: sum.millicores + one.millicores,
            bytes: sum.bytes + one.mebibytes * mebi,
            pods: sum.pods + one.pods,
          }),
          { millicores: 0, bytes: 0, pods: 0 },
        );
        const millicores = Math.round(
          parseQuantity(hard['requests.cpu'])! * 1000,
        );
        const bytes = parseQuantity(hard['requests.memory'])!;
        const pods = Number(hard.pods);
        const busy = (field: 'millicores' | 'bytes' | 'pods') =>
          2 * steady[field] + cleanUpJob[field];
        expect(busy('millicores')).toBeLessThanOrEqual(millicores);
        expect(busy('bytes')).toBeLessThanOrEqual(bytes);
        expect(busy('pods')).toBeLessThanOrEqual(pods);
        // The reserve is ours, not a way to run more.
        expect(millicores - 2 * steady.millicores).toBe(500);
        expect(bytes - 2 * steady.bytes).toBe(512 * mebi);
        expect(pods - 2 * steady.pods).toBe(2);
      }),
    );
  });

  it.each<[string, GuardRails[], Record<string, string>]>([
    ['nothing is declared', [none], {}],
    ['there is no component', [], {}],
    [
      'whole numbers',
      [{ cpu: '1', memory: '1Gi', pods: 10 }],
      { 'requests.cpu': '2500m', 'requests.memory': '2560Mi', pods: '22' },
    ],
    [
      'decimal memory, which is no whole number of mebibytes',
      [{ ...none, memory: '100M' }],
      { 'requests.memory': String(200e6 + 512 * mebi) },
    ],
    [
      'parts of a millicore, rounded up',
      [{ ...none, cpu: '0.0001' }],
      { 'requests.cpu': '501m' },
    ],
    [
      'two components, one of which leaves the cpu open',
      [
        { cpu: '1', memory: '1Gi', pods: undefined },
        { cpu: undefined, memory: '512Mi', pods: 3 },
      ],
      { 'requests.memory': '3584Mi' },
    ],
  ])('%s', (_scenario, guardRails, numbers) => {
    expect(quotaSpec(guardRails).hard).toEqual({
      'services.loadbalancers': '0',
      'services.nodeports': '0',
      ...numbers,
    });
  });
});

describe('the defaults of a container', () => {
  it.each<[string, GuardRails[], object | undefined]>([
    ['no quota that asks for requests', [{ ...none, pods: 5 }], undefined],
    ['a quota on cpu', [{ ...none, cpu: '1' }], { cpu: '50m' }],
    ['a quota on memory', [{ ...none, memory: '1Gi' }], { memory: '64Mi' }],
    [
      'a quota on both',
      [{ ...none, cpu: '1', memory: '1Gi' }],
      { cpu: '50m', memory: '64Mi' },
    ],
    [
      'a number that one component leaves open',
      [{ ...none, cpu: '1' }, none],
      undefined,
    ],
  ])('%s', (_scenario, guardRails, defaultRequest) => {
    expect(limitRangeSpec(guardRails)).toEqual(
      defaultRequest && { limits: [{ type: 'Container', defaultRequest }] },
    );
  });
});
