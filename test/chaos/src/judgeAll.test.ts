import { Absences } from './Absences';
import { Invariant, Violation } from './invariants/Violation';
import { Judge } from './Judge';
import { judgeAll } from './judgeAll';

const violation = (invariant: Invariant): Violation => ({
  invariant,
  what: 'as the test says',
});

/** A world in which each part of the judgement finds what it is given; `seen` are those that were asked. */
function setting(found: Record<string, Violation[]>) {
  const seen: string[] = [];
  const part = (name: string) => async () => {
    seen.push(name);
    return found[name] ?? [];
  };
  const judge = {
    state: part('state'),
    course: part('course'),
    rest: part('rest'),
    untouched: part('untouched'),
  } as unknown as Judge;
  const absences = {
    moment: part('moment'),
    long: part('long'),
  } as unknown as Absences;
  const judged = (wanted?: Invariant[]) =>
    judgeAll({ judge, absences, quietWithin: 0, wanted, log: () => {} });
  return { seen, judged };
}

describe('the judgement', () => {
  it('looks at everything, and answers all that is broken', async () => {
    const broken = [violation('leases'), violation('deletions are capped')];
    const { seen, judged } = setting({
      course: [broken[0]],
      long: [broken[1]],
    });
    expect(await judged()).toEqual(broken);
    expect(seen).toEqual([
      'state',
      'rest',
      'moment',
      'course',
      'long',
      'state',
      'untouched',
    ]);
  });

  it('does not go on from what has not come to rest', async () => {
    const { seen, judged } = setting({ state: [violation('comments')] });
    expect(await judged()).toEqual([violation('comments')]);
    expect(seen).toEqual(['state', 'course']);
  });

  it.each<[Invariant, string[]]>([
    ['leases', ['state', 'course', 'moment', 'course']],
    ['deletions are capped', ['state', 'long']],
    ['at rest no writes', ['state', 'rest']],
  ])('looks only at what can show %s broken', async (wanted, expected) => {
    const { seen, judged } = setting({});
    expect(await judged([wanted])).toEqual([]);
    expect(seen).toEqual(expected);
  });

  it('ends with the first that was expected', async () => {
    const { seen, judged } = setting({ course: [violation('leases')] });
    expect(await judged(['leases'])).toEqual([violation('leases')]);
    expect(seen).toEqual(['state', 'course']);
  });
});
