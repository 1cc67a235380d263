import { isOrigin, isPersonal, nameCauses, urgencyOf } from './causes';

const removal = 'removal requested by user:default/mona';
const closed = 'webhook pull_request.closed';
const pushed = 'webhook pull_request.synchronize';
const listed = 'listing: new commit';
const defined = 'listing: definition changed';
const place = 'a place became free';
const watched = 'watch Application';

it.each`
  cause                                    | urgency | personal
  ${removal}                               | ${0}    | ${true}
  ${'release requested by user:default/a'} | ${0}    | ${true}
  ${'comment /preview keep'}               | ${0}    | ${true}
  ${closed}                                | ${0}    | ${false}
  ${listed}                                | ${0}    | ${false}
  ${defined}                               | ${1}    | ${false}
  ${place}                                 | ${1}    | ${false}
  ${'sweep: found in cluster dev'}         | ${1}    | ${false}
  ${watched}                               | ${1}    | ${false}
  ${'watch requested'}                     | ${1}    | ${false}
`('$cause is of urgency $urgency', ({ cause, urgency, personal }) => {
  expect(urgencyOf(cause)).toBe(urgency);
  expect(isPersonal(cause)).toBe(personal);
});

describe('the causes of a look in the timeline', () => {
  it.each<[string, string[], string | undefined]>([
    ['nobody', [], undefined],
    ['one', [watched], watched],
    [
      'a person before a later watch',
      [removal, watched],
      `${removal}; ${watched}`,
    ],
    [
      'the newest of the same kind first',
      [closed, pushed],
      `${pushed}; ${closed}`,
    ],
    [
      'all of them',
      [watched, place, closed, removal],
      `${removal}; ${closed}; ${place}; ${watched}`,
    ],
  ])('%s', (_scenario, causes, expected) => {
    expect(nameCauses(causes)).toBe(expected);
  });
});

it.each([
  [removal, true],
  [place, true],
  [`${closed}; ${watched}`, true],
  [watched, false],
  [`${watched}; watch Namespace`, false],
  ['timer', false],
])('%s begins something: %s', (cause, expected) => {
  expect(isOrigin(cause)).toBe(expected);
});
