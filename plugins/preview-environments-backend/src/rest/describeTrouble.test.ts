import { describeTrouble } from './describeTrouble';

const since = new Date('2026-11-21T10:00:00Z');
const once = {
  attempts: 1,
  message: 'connection reset',
  nextLookAt: undefined,
  since,
  parked: false,
};

it.each([
  ['one look', once, 'The last look failed: connection reset'],
  [
    'several looks',
    { ...once, attempts: 3 },
    'The last 3 looks failed, since 2026-11-21T10:00:00.000Z: connection reset.',
  ],
  [
    'several looks, before it was written down since when',
    { ...once, attempts: 3, since: undefined },
    'The last look failed: connection reset',
  ],
  [
    'so many that it was parked',
    { ...once, attempts: 12, message: 'boom!', parked: true },
    'The last 12 looks failed, since 2026-11-21T10:00:00.000Z: boom! It is tried again every half hour, or when something changes on the code host or somebody asks for a redeployment.',
  ],
])('tells of %s', (_scenario, trouble, expected) => {
  expect(describeTrouble(trouble)).toBe(expected);
});
