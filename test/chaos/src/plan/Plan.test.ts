import { allFaultClasses, kitFaultClasses } from '../faults/classes';
import { actionNames } from './actions';
import { planOf } from './Plan';

const plan = planOf({ seed: 1, pulls: 200 });

describe('the plan of a run', () => {
  it('is the same for the same seed, and another one for another', () => {
    expect(planOf({ seed: 1, pulls: 200 })).toEqual(plan);
    expect(planOf({ seed: 2, pulls: 200 })).not.toEqual(plan);
  });

  it.each([1, 2, 3, 42])('does everything that people do, seed %i', seed => {
    const done = planOf({ seed, pulls: 200 }).scripts.flatMap(({ actions }) =>
      actions.map(({ name }) => name),
    );
    expect(new Set(done)).toEqual(new Set(actionNames));
  });

  it('knows each pull request once, and opens it first', () => {
    const keys = plan.scripts.map(
      ({ repository, number }) => `${repository} ${number}`,
    );
    expect(new Set(keys).size).toBe(200);
    for (const { actions } of plan.scripts)
      expect(actions.map(({ name }) => name).indexOf('open')).toBe(0);
  });

  it.each`
    ground                       | cluster  | pulls  | classes
    ${"the sandbox's stand-ins"} | ${false} | ${200} | ${allFaultClasses}
    ${'the cluster kit'}         | ${true}  | ${50}  | ${kitFaultClasses}
  `(
    'plans every trouble that can be planned on $ground',
    ({ cluster, pulls, classes }) => {
      const planned = Object.values(planOf({ seed: 1, pulls, cluster }).faults)
        .flat()
        .map(fault => fault.class);
      // One comes of a standstill, the others when all troubles are over.
      const unplanned = [
        'backend overtaken',
        'definition gone for a moment',
        'definitions gone',
      ];
      expect(new Set([...planned, ...unplanned])).toEqual(new Set(classes));
    },
  );
});
