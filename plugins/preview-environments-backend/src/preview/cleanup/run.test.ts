import * as fc from 'fast-check';
import { isEqual } from 'lodash';
import { cleanupRun, now } from '../__testUtils__/builders';
import {
  afterDeploying,
  cleanupFailures,
  cleanupJobName,
  cleanupReport,
  CleanupRun,
} from './run';

const { job } = cleanupRun();
const named = (component: string) => ({ ...job, component });
const over = cleanupRun({
  startedAt: now,
  result: { outcome: 'failed', at: now, reason: 'exit code 1.', log: 'no' },
});

describe('the name', () => {
  it.each`
    scenario              | component         | generation | round | expected
    ${'the first life'}   | ${'web'}          | ${1}       | ${0}  | ${'cleanup-web-1'}
    ${'a later life'}     | ${'web'}          | ${12}      | ${0}  | ${'cleanup-web-12'}
    ${'a second removal'} | ${'web'}          | ${1}       | ${1}  | ${'cleanup-web-1r1'}
    ${'a long name'}      | ${'w'.repeat(53)} | ${1}       | ${0}  | ${`cleanup-${'w'.repeat(53)}-1`}
  `('of $scenario', ({ component, generation, round, expected }) => {
    const run = cleanupRun({ job: named(component), round });
    expect(cleanupJobName(run, generation)).toBe(expected);
  });

  it('is a label for every component, and another one in every life, round and component', () => {
    const component = fc
      .tuple(
        fc.constantFrom('a', 'web', 'w'.repeat(40), 'x-'.repeat(24)),
        fc.stringMatching(/^[a-z0-9]{1,5}$/),
      )
      .map(parts => parts.join(''));
    const life = fc.record({
      component,
      generation: fc.integer({ min: 1, max: 99_999 }),
      round: fc.nat(99),
    });
    const nameOf = ({
      generation,
      round,
      component: name,
    }: {
      generation: number;
      round: number;
      component: string;
    }) => cleanupJobName(cleanupRun({ job: named(name), round }), generation);
    fc.assert(
      fc.property(life, life, (one, other) => {
        expect(nameOf(one)).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
        expect(nameOf(one) === nameOf(other)).toBe(isEqual(one, other));
      }),
    );
  });
});

describe('what is remembered at a deployment', () => {
  const changed = { ...job, image: 'ghcr.io/acme/tools:2.0' };

  it.each<
    [string, CleanupRun[], Parameters<typeof afterDeploying>[1], CleanupRun[]]
  >([
    ['the first one', [], [{ name: 'web', cleanup: job }], [cleanupRun()]],
    [
      'a definition without a Job',
      [],
      [{ name: 'web', cleanup: undefined }],
      [],
    ],
    [
      'a definition that has changed',
      [cleanupRun()],
      [{ name: 'web', cleanup: changed }],
      [cleanupRun({ job: changed })],
    ],
    [
      'a definition that wants none any more',
      [cleanupRun()],
      [{ name: 'web', cleanup: undefined }],
      [],
    ],
    [
      'a component that is not deployed any more keeps its Job',
      [cleanupRun()],
      [{ name: 'cart', cleanup: named('cart') }],
      [cleanupRun({ job: named('cart') }), cleanupRun()],
    ],
    [
      'a removal that was taken back after its clean-up',
      [over],
      [{ name: 'web', cleanup: job }],
      [cleanupRun({ round: 1 })],
    ],
    [
      'a removal that was taken back, and the component went meanwhile',
      [over],
      [],
      [cleanupRun({ round: 1 })],
    ],
  ])('%s', (_scenario, before, deployed, expected) => {
    expect(afterDeploying(before, deployed)).toEqual(expected);
  });

  it('is the same when nothing has changed', () => {
    const deployed = [
      { name: 'web', cleanup: job },
      { name: 'cart', cleanup: named('cart') },
    ];
    const once = afterDeploying([over], deployed);
    expect(afterDeploying(once, deployed)).toEqual(once);
  });
});

it.each`
  scenario                  | run                                                                                               | expected
  ${'has not ended'}        | ${cleanupRun({ startedAt: now })}                                                                 | ${''}
  ${'failed'}               | ${over}                                                                                           | ${'The clean-up job of web failed: exit code 1.\nThe end of its log:\nno'}
  ${'succeeded in silence'} | ${cleanupRun({ startedAt: now, result: { outcome: 'succeeded', at: now, reason: '', log: '' } })} | ${'The clean-up job of web succeeded.'}
`('tells of a run that $scenario', ({ run, expected }) => {
  expect(cleanupReport(run)).toBe(expected);
});

it('remembers failures only', () => {
  expect(cleanupFailures([cleanupRun(), over])).toEqual([
    'The clean-up job of web failed: exit code 1.',
  ]);
});
