import { phases } from '@previewenv/plugin-preview-environments-common';
import fc from 'fast-check';
import { minutesAgo, now, record } from '../__testUtils__/builders';
import { endless } from './limits';
import { expiryOf, expiryOfUnreadable, Mortal } from './rule';
import { newLife } from './state';
import { ExpiryLimits, ExpiryState } from './types';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

function life(
  expiry: Partial<ExpiryState> = {},
  change: Partial<Mortal> = {},
): Mortal {
  return {
    ...record(change),
    expiry: { ...newLife(minutesAgo(60)), ...expiry },
  };
}

/** Minutes from now until the preview goes, and until that is said. */
function ahead(mortal: Mortal, platform: Partial<ExpiryLimits> = {}) {
  const expiry = expiryOf(mortal, { ...endless, ...platform });
  const left = (at: Date) => (at.getTime() - now.getTime()) / minute;
  return (
    expiry && [left(expiry.expiresAt), left(expiry.warnAt), expiry.because]
  );
}

const extension = (until: Date) => ({
  requestedBy: 'user:default/ann',
  at: now,
  until,
});

describe('the end of a preview', () => {
  it.each`
    scenario                                        | asked                            | platform             | expiry                                                          | phase                  | expected
    ${'nobody limits it'}                           | ${{}}                            | ${{}}                | ${{}}                                                           | ${'ready'}             | ${undefined}
    ${'it may be two hours old'}                    | ${{ max: 2 * hour }}             | ${{}}                | ${{}}                                                           | ${'ready'}             | ${[60, 30, '2 hours old']}
    ${'nobody ever worked on it'}                   | ${{ idle: 2 * hour }}            | ${{}}                | ${{}}                                                           | ${'ready'}             | ${[60, 30, 'idle for 2 hours']}
    ${'somebody worked on it'}                      | ${{ idle: 2 * hour }}            | ${{}}                | ${{ activeAt: minutesAgo(10) }}                                 | ${'ready'}             | ${[110, 80, 'idle for 2 hours']}
    ${'it would be too old before it is idle'}      | ${{ idle: 2 * hour, max: hour }} | ${{}}                | ${{ activeAt: now }}                                            | ${'ready'}             | ${[0, -15, '1 hour old']}
    ${'it fails'}                                   | ${{ failed: 4 * hour }}          | ${{}}                | ${{ failingSince: minutesAgo(30) }}                             | ${'failed'}            | ${[210, 150, 'failing for 4 hours']}
    ${'it crashes'}                                 | ${{ failed: 4 * hour }}          | ${{}}                | ${{ failingSince: minutesAgo(30) }}                             | ${'degraded'}          | ${[210, 150, 'failing for 4 hours']}
    ${'it is well between two crashes'}             | ${{ failed: 4 * hour }}          | ${{}}                | ${{ failingSince: minutesAgo(30) }}                             | ${'ready'}             | ${undefined}
    ${'it does not work, by no fault of its own'}   | ${{ failed: 4 * hour }}          | ${{}}                | ${{}}                                                           | ${'degraded'}          | ${undefined}
    ${'it lives for weeks: a day of notice'}        | ${{ max: 14 * day }}             | ${{}}                | ${{ startedAt: now }}                                           | ${'ready'}             | ${[14 * 1440, 13 * 1440, '14 days old']}
    ${'the platform allows less than is asked for'} | ${{ max: 14 * day }}             | ${{ max: 2 * hour }} | ${{}}                                                           | ${'ready'}             | ${[60, 30, '2 hours old']}
    ${'the platform would allow more'}              | ${{ max: 2 * hour }}             | ${{ max: 14 * day }} | ${{}}                                                           | ${'ready'}             | ${[60, 30, '2 hours old']}
    ${'only the platform limits it'}                | ${{}}                            | ${{ idle: 3 * day }} | ${{ activeAt: now }}                                            | ${'ready'}             | ${[3 * 1440, 3 * 1440 - 1080, 'idle for 3 days']}
    ${'it was extended'}                            | ${{ max: 2 * hour }}             | ${{}}                | ${{ extension: extension(new Date(now.getTime() + 8 * hour)) }} | ${'ready'}             | ${[480, 360, '2 hours old']}
    ${'it was extended by less than it has'}        | ${{ max: 2 * hour }}             | ${{}}                | ${{ extension: extension(new Date(now.getTime() + 1)) }}        | ${'ready'}             | ${[60, 30, '2 hours old']}
    ${'it waits for approval'}                      | ${{ max: 1 }}                    | ${{}}                | ${{}}                                                           | ${'awaiting-approval'} | ${undefined}
    ${'it waits for a place'}                       | ${{ max: 1 }}                    | ${{}}                | ${{}}                                                           | ${'queued'}            | ${undefined}
    ${'it goes already'}                            | ${{ max: 1 }}                    | ${{}}                | ${{}}                                                           | ${'terminating'}       | ${undefined}
  `(
    'is right when $scenario',
    ({ asked, platform, expiry, phase, expected }) => {
      const mortal = life(
        { ...expiry, asked: { ...endless, ...asked } },
        { phase },
      );
      expect(ahead(mortal, platform)).toEqual(expected);
    },
  );

  it('names who put it off', () => {
    const until = new Date(now.getTime() + day);
    const asked = { ...endless, max: hour };
    expect(
      expiryOf(life({ asked, extension: extension(until) }), endless),
    ).toMatchObject({ expiresAt: until, extendedBy: 'user:default/ann' });
  });

  it('is that of its age alone while its pull request can not be read', () => {
    const asked = { idle: minute, max: 2 * hour, failed: minute };
    const mortal = life(
      { asked, failingSince: minutesAgo(50) },
      { phase: 'degraded' },
    );
    expect(expiryOfUnreadable(mortal, endless)?.because).toBe('2 hours old');
  });
});

const moment = fc.integer({ min: -20 * day, max: 0 }).map(before => {
  return new Date(now.getTime() + before);
});
const maybe = <T>(value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined });
const duration = maybe(fc.integer({ min: 1, max: 30 * day }));
const anyLimits = fc.record({
  idle: duration,
  max: duration,
  failed: duration,
});
const anyLife: fc.Arbitrary<Mortal> = fc
  .record({
    phase: fc.constantFrom(...phases),
    startedAt: moment,
    activeAt: maybe(moment),
    failingSince: maybe(moment),
    asked: anyLimits,
    extendedBy: maybe(fc.integer({ min: 1, max: 40 * day })),
  })
  .map(({ phase, extendedBy, ...expiry }) =>
    life(
      {
        ...expiry,
        extension:
          extendedBy === undefined
            ? undefined
            : extension(new Date(now.getTime() + extendedBy)),
      },
      { phase },
    ),
  );

describe('any preview', () => {
  it('never ends while it is kept', () => {
    fc.assert(
      fc.property(anyLife, anyLimits, (mortal, platform) => {
        expect(expiryOf({ ...mortal, kept: true }, platform)).toBeUndefined();
      }),
    );
  });

  it('is never cut short by an extension', () => {
    fc.assert(
      fc.property(anyLife, anyLimits, moment, (mortal, platform, until) => {
        const before = expiryOf(mortal, platform);
        const expiry = { ...mortal.expiry, extension: extension(until) };
        const plain = { ...mortal.expiry, extension: undefined };
        const without = expiryOf({ ...mortal, expiry: plain }, platform);
        const after = expiryOf({ ...mortal, expiry }, platform);
        expect(after === undefined).toBe(before === undefined);
        if (!after || !without) return;
        expect(+after.expiresAt).toBeGreaterThanOrEqual(+without.expiresAt);
      }),
    );
  });

  it('never lives longer because of a limit more', () => {
    fc.assert(
      fc.property(anyLife, anyLimits, (mortal, platform) => {
        const free = expiryOf(mortal, endless);
        const limited = expiryOf(mortal, platform);
        if (!free) return;
        expect(limited).toBeDefined();
        expect(+limited!.expiresAt).toBeLessThanOrEqual(+free.expiresAt);
      }),
    );
  });

  it('is announced before it ends, with a day of notice at most', () => {
    fc.assert(
      fc.property(anyLife, anyLimits, (mortal, platform) => {
        const expiry = expiryOf(mortal, platform);
        if (!expiry) return;
        const notice = +expiry.expiresAt - +expiry.warnAt;
        expect(notice).toBeGreaterThanOrEqual(0);
        expect(notice).toBeLessThanOrEqual(day);
      }),
    );
  });
});
