import { Orphan } from '../preview';
import { application, minutesLater, namespace } from './__testUtils__/found';
import { Suspect } from './compare';
import { followOrphans, OrphanReading } from './followOrphans';

const id = 'dev.web-pr-42';
const suspect: Suspect = {
  id,
  cluster: 'dev',
  previewId: 'web-pr-42',
  objects: [namespace()],
  reason: 'Nobody knows it.',
  removal: 'directly',
};

function reading(
  minutes: number,
  change: Partial<OrphanReading> = {},
): OrphanReading {
  return {
    suspects: [suspect],
    leaving: [],
    read: new Set(['dev']),
    configured: ['dev', 'prod'],
    at: minutesLater(minutes),
    apartMilliseconds: 5 * 60_000,
    ...change,
  };
}

/** The orphans after readings one after the other. */
function after(...readings: OrphanReading[]): Orphan[] {
  return readings.reduce<Orphan[]>(
    (before, next) => followOrphans(before, next).orphans,
    [],
  );
}

it('is suspected when it is found for the first time', () => {
  expect(after(reading(0))).toEqual([
    expect.objectContaining({
      id,
      foundAt: minutesLater(0),
      confirmedAt: undefined,
      state: 'suspected',
    }),
  ]);
});

it.each`
  scenario                            | first                           | second                           | minutes | confirmed
  ${'the same object, a sweep later'} | ${[namespace()]}                | ${[namespace()]}                 | ${5}    | ${true}
  ${'the same object, too early'}     | ${[namespace()]}                | ${[namespace()]}                 | ${4}    | ${false}
  ${'another one of the same name'}   | ${[namespace()]}                | ${[namespace({ uid: 'later' })]} | ${5}    | ${false}
  ${'the same and one more'}          | ${[namespace()]}                | ${[namespace(), application()]}  | ${5}    | ${false}
  ${'one less'}                       | ${[namespace(), application()]} | ${[namespace()]}                 | ${5}    | ${true}
`('the second reading finds $scenario: confirmed $confirmed', scenario => {
  const { first, second, minutes, confirmed } = scenario;
  const [orphan] = after(
    reading(0, { suspects: [{ ...suspect, objects: first }] }),
    reading(minutes, { suspects: [{ ...suspect, objects: second }] }),
  );
  expect(orphan.confirmedAt).toEqual(
    confirmed ? minutesLater(minutes) : undefined,
  );
  expect(orphan.foundAt).toEqual(
    minutesLater(second[0].uid === 'later' ? minutes : 0),
  );
});

it('stays confirmed since the second reading, and in the state that it came to', () => {
  const confirmed = after(reading(0), reading(5));
  const [orphan] = followOrphans(
    confirmed.map(one => ({ ...one, state: 'removing' as const })),
    reading(10),
  ).orphans;
  expect(orphan).toMatchObject({
    confirmedAt: minutesLater(5),
    state: 'removing',
  });
});

it('has to be found twice anew when something new is beside it', () => {
  const objects = [namespace(), application()];
  const more = { suspects: [{ ...suspect, objects }] };
  const [orphan] = after(reading(0), reading(5), reading(10, more));
  expect(orphan).toMatchObject({ confirmedAt: undefined, state: 'suspected' });
});

it.each`
  scenario                           | change                                                     | dropped
  ${'it is not there any more'}      | ${{ suspects: [] }}                                        | ${[id]}
  ${'its cluster could not be read'} | ${{ suspects: [], read: new Set(['prod']) }}               | ${[]}
  ${'its cluster is not configured'} | ${{ suspects: [], configured: ['prod'], read: new Set() }} | ${[id]}
`('dropped: $dropped, when $scenario', ({ change, dropped }) => {
  const before = after(reading(0));
  const followed = followOrphans(before, reading(5, change));
  expect(followed.dropped).toEqual(dropped);
  expect(followed.orphans).toEqual(dropped.length === 0 ? before : []);
});

it('is shown while its preview goes, with what holds that up', () => {
  const leaving = [{ ...suspect, blockedBy: ['finalizer x/y'] }];
  const [orphan] = after(
    reading(0),
    reading(5),
    reading(10, { suspects: [], leaving }),
  );
  expect(orphan).toMatchObject({
    id,
    state: 'removing',
    blockedBy: ['finalizer x/y'],
  });
});

it('is no orphan because it goes', () => {
  const leaving = [{ ...suspect, blockedBy: [] }];
  expect(after(reading(0, { suspects: [], leaving }))).toEqual([]);
});

it('names what holds up the deletion of its objects', () => {
  const stuck = namespace({ blockedBy: ['finalizer x/y'] });
  const [orphan] = after(
    reading(0, { suspects: [{ ...suspect, objects: [stuck] }] }),
  );
  expect(orphan.blockedBy).toEqual(['Namespace pv-web-pr-42: finalizer x/y']);
});
