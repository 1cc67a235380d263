import { PreviewRecord } from '../preview';
import { minutesAgo, now, record } from '../preview/__testUtils__/builders';
import { durationsOf } from './durations';

const ready = record({ createdAt: minutesAgo(10), readyAt: minutesAgo(5) });
const going = record({ phase: 'terminating', phaseSince: minutesAgo(2) });

it.each<
  [
    string,
    PreviewRecord | undefined,
    PreviewRecord,
    number | undefined,
    number | undefined,
  ]
>([
  [
    'it becomes ready for the first time',
    record({ readyAt: undefined }),
    ready,
    300,
    undefined,
  ],
  ['it stays ready', ready, ready, undefined, undefined],
  [
    'it becomes ready again in a new life',
    ready,
    { ...ready, generation: 2, createdAt: minutesAgo(1), readyAt: now },
    60,
    undefined,
  ],
  [
    'it is gone after a close',
    going,
    { ...going, phase: 'gone', phaseSince: now, closedAt: minutesAgo(3) },
    undefined,
    180,
  ],
  [
    'it is gone although its pull request is open',
    going,
    { ...going, phase: 'gone', phaseSince: now },
    undefined,
    120,
  ],
  [
    'it is looked at once more after it is gone',
    { ...going, phase: 'gone' },
    { ...going, phase: 'gone' },
    undefined,
    undefined,
  ],
  [
    'the clock of GitHub is ahead',
    going,
    { ...going, phase: 'gone', phaseSince: minutesAgo(1), closedAt: now },
    undefined,
    0,
  ],
])('counts seconds when %s', (_scenario, before, after, open, close) => {
  expect(
    durationsOf(before && { ...before }, {
      ...after,
      readyAt: after.phase === 'ready' ? after.readyAt : before?.readyAt,
    }),
  ).toEqual({ openToReady: open, closeToGone: close });
});
