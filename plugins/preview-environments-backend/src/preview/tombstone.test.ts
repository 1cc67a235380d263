import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import fc from 'fast-check';
import { nextRecord } from '../reconciler/nextRecord';
import {
  component,
  emptyCluster,
  fullCluster,
  observed,
  previewId,
  pullRequest,
  record,
} from './__testUtils__/builders';
import { plan } from './plan';
import { PreviewRecord } from './record';
import { isOutdated } from './tombstone';

/** What the code host said at some moment of its own clock, in seconds. */
interface Reading {
  at: number;
  state: 'open' | 'closed';
  closedAt: number;
}

const begin = Date.parse('2026-03-01T11:00:00Z');
const written = (second: number) =>
  new Date(begin + second * 1_000).toISOString();

function asPullRequest({ at, state, closedAt }: Reading): PullRequest {
  return pullRequest({
    state,
    updatedAt: written(at),
    closedAt: state === 'closed' ? written(closedAt) : undefined,
  });
}

/**
 * Looks with one reading after the other, each by a replica whose clock is off by so much; an outdated one is not believed. `empty` is
 * whether the cluster has anything of the preview.
 */
function afterReading(
  readings: Reading[],
  skews: number[],
  options: { from?: PreviewRecord; empty?: boolean } = {},
): PreviewRecord {
  const { from = record(), empty = false } = options;
  return readings.reduce((before, reading, index) => {
    const read = asPullRequest(reading);
    if (isOutdated(read, before)) return before;
    const now = new Date(begin + (reading.at + (skews[index] ?? 0)) * 1_000);
    const seen = observed({
      record: before,
      pullRequest: read,
      components: read.state === 'closed' ? [] : [component()],
      clusters: { dev: empty ? emptyCluster() : fullCluster() },
      observedAt: now,
    });
    return nextRecord(previewId, seen, plan(previewId, seen, now), [], now);
  }, from);
}

/** A life of a pull request on the code host, oldest first; after a close it may be commented on, and reopened. */
const anyLife: fc.Arbitrary<Reading[]> = fc
  .array(
    fc.record({
      passes: fc.integer({ min: 0, max: 3 }),
      event: fc.constantFrom('touched', 'closed', 'opened'),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map(events => {
    let now: Reading = { at: 0, state: 'open', closedAt: 0 };
    return events.map(({ passes, event }) => {
      const at = now.at + passes;
      if (event === 'closed' && now.state === 'open')
        now = { at, state: 'closed', closedAt: at };
      else if (event === 'opened' && now.state === 'closed')
        now = { ...now, at, state: 'open' };
      else now = { ...now, at };
      return now;
    });
  });
const anySkews = fc.array(fc.integer({ min: -600, max: 600 }), {
  minLength: 16,
  maxLength: 16,
});
/** Readings of one life, late, twice or never, but the last one at some time. */
const anyReadings = anyLife.chain(life =>
  fc
    .shuffledSubarray([...life, ...life], { minLength: 0 })
    .map(readings => ({ life, readings })),
);

const goes = ({ phase }: PreviewRecord) =>
  phase === 'terminating' || phase === 'gone';

describe('closed is closed until a newer reading says open', () => {
  it('whatever order two readings come in, whoever reads them', () => {
    fc.assert(
      fc.property(anyReadings, anySkews, ({ life, readings }, skews) => {
        const last = life.at(-1)!;
        const after = afterReading([...readings, last], skews);
        fc.pre(last.state === 'closed');
        expect(goes(after)).toBe(true);
      }),
    );
  });

  it('also for readings that come after the last one', () => {
    fc.assert(
      fc.property(anyReadings, anySkews, ({ life, readings }, skews) => {
        const last = life.at(-1)!;
        fc.pre(last.state === 'closed');
        const closed = afterReading([last], skews);
        const late = afterReading(readings, skews, { from: closed });
        expect(goes(late)).toBe(true);
        expect(late.closedAt).toEqual(closed.closedAt);
      }),
    );
  });

  it('also for one of the same second that says when it was closed before', () => {
    const closed = afterReading([{ at: 1, state: 'closed', closedAt: 1 }], []);
    const late = afterReading([{ at: 1, state: 'closed', closedAt: 0 }], [], {
      from: closed,
    });
    expect(late.closedAt).toEqual(closed.closedAt);
  });

  it('and a late one that says closed does not take a reopened one away', () => {
    const closed: Reading = { at: 10, state: 'closed', closedAt: 10 };
    const reopened: Reading = { at: 15, state: 'open', closedAt: 10 };
    const after = afterReading([reopened, { ...closed, at: 12 }], []);
    expect(goes(after)).toBe(false);
  });

  it.each([
    ['closed first', ['closed', 'open'] as const],
    ['open first', ['open', 'closed'] as const],
  ])('of two readings of one second closed stands: %s', (_scenario, states) => {
    const readings = states.map(state => ({ at: 10, state, closedAt: 10 }));
    const after = afterReading(readings, [], { empty: true });
    expect(goes(after)).toBe(true);
  });

  it('for a preview that is gone, whose tombstone is all that is left', () => {
    fc.assert(
      fc.property(anyLife, anySkews, (life, skews) => {
        const closedAt = new Date(begin + 60_000);
        const gone = record({
          phase: 'gone',
          clusters: [],
          closedAt,
          pullRequest: asPullRequest({ at: 60, state: 'closed', closedAt: 60 }),
        });
        const after = afterReading(life, skews, { from: gone, empty: true });
        expect(after).toMatchObject({ phase: 'gone', generation: 1, closedAt });
      }),
    );
  });

  it('for a database that was restored from before the close', () => {
    const restored = record({ phase: 'ready' });
    const closed: Reading = { at: 90, state: 'closed', closedAt: 90 };
    expect(goes(afterReading([closed], [], { from: restored }))).toBe(true);
  });
});

it('begins a new life for a newer reading that says open, whatever our clocks say', () => {
  fc.assert(
    fc.property(fc.integer({ min: -600, max: 600 }), skew => {
      const gone = record({
        phase: 'gone',
        clusters: [],
        closedAt: new Date(begin + 10_000),
        pullRequest: asPullRequest({ at: 10, state: 'closed', closedAt: 10 }),
      });
      const reopened: Reading = { at: 11, state: 'open', closedAt: 10 };
      const after = afterReading([reopened], [skew], {
        from: gone,
        empty: true,
      });
      expect(after).toMatchObject({ generation: 2, closedAt: undefined });
    }),
  );
});
