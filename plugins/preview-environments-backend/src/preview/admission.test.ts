import fc from 'fast-check';
import { AdmissionLimits, judgeAdmission } from './admission';

/** A preview that was let in or that waits for it. */
interface Applicant {
  previewId: string;
  repository: string;
  admitted: boolean;
}

/** Judges one of them, in the order in which they joined. */
function judge(
  previewId: string,
  applicants: Applicant[],
  limits: AdmissionLimits,
) {
  const place = applicants.findIndex(one => one.previewId === previewId);
  const names = [...new Set(applicants.map(({ repository }) => repository))];
  const places = names.map(name => ({
    own: applicants[place].repository === name,
    taken: applicants.filter(one => one.admitted && one.repository === name)
      .length,
    ahead: applicants
      .slice(0, place)
      .filter(one => !one.admitted && one.repository === name).length,
  }));
  return judgeAdmission(places, limits);
}

const admitted = (previewId: string, repository = 'web'): Applicant => ({
  previewId,
  repository,
  admitted: true,
});
const waiting = (previewId: string, repository = 'web'): Applicant => ({
  previewId,
  repository,
  admitted: false,
});
const me = waiting('me');
const yes = { admitted: true };
const no = (limit: string, ahead: number) => ({
  admitted: false,
  limit,
  ahead,
});

describe('judgeAdmission', () => {
  it.each`
    scenario                                        | applicants                                           | total        | perRepository | expected
    ${'no limits'}                                  | ${[admitted('a'), waiting('b'), me]}                 | ${undefined} | ${undefined}  | ${yes}
    ${'a free place'}                               | ${[admitted('a'), me]}                               | ${2}         | ${undefined}  | ${yes}
    ${'no free place'}                              | ${[admitted('a'), me]}                               | ${1}         | ${undefined}  | ${no('total', 0)}
    ${'a free place, but one waits longer'}         | ${[admitted('a'), waiting('b'), me]}                 | ${2}         | ${undefined}  | ${no('total', 1)}
    ${'two free places, one waits longer'}          | ${[waiting('b'), me]}                                | ${2}         | ${undefined}  | ${yes}
    ${'one who waits shorter does not matter'}      | ${[me, waiting('b')]}                                | ${1}         | ${undefined}  | ${yes}
    ${'the repository is full'}                     | ${[admitted('a'), me]}                               | ${9}         | ${1}          | ${no('perRepository', 0)}
    ${'another repository is full'}                 | ${[admitted('a', 'cart'), me]}                       | ${9}         | ${1}          | ${yes}
    ${'one who waits for its own full repository'}  | ${[admitted('a', 'cart'), waiting('b', 'cart'), me]} | ${2}         | ${1}          | ${yes}
    ${'ahead counts those of the repository alone'} | ${[waiting('a', 'cart'), waiting('b'), me]}          | ${9}         | ${1}          | ${no('perRepository', 1)}
  `('$scenario', ({ applicants, total, perRepository, expected }) => {
    expect(judge('me', applicants, { total, perRepository })).toEqual(expected);
  });

  it('never lets more in than the limits say, and leaves no place empty', () => {
    const repositories = fc.array(fc.constantFrom('web', 'cart', 'payments'), {
      maxLength: 12,
    });
    const limit = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(repositories, limit, limit, (names, total, perRepository) => {
        const applicants = names.map((name, index) =>
          waiting(`${index}`, name),
        );
        const verdict = ({ previewId }: Applicant) =>
          judge(previewId, applicants, { total, perRepository });
        // In any order of asking; from the last to the first is the hardest.
        for (const applicant of [...applicants].reverse()) {
          applicant.admitted = verdict(applicant).admitted;
        }
        const places = ['web', 'cart', 'payments'].map(
          name =>
            applicants.filter(one => one.admitted && one.repository === name)
              .length,
        );
        const taken = places.reduce((sum, count) => sum + count, 0);
        expect(Math.max(...places)).toBeLessThanOrEqual(perRepository);
        expect(taken).toBeLessThanOrEqual(total);
        for (const left of applicants.filter(one => !one.admitted)) {
          expect(verdict(left).admitted).toBe(false);
        }
      }),
    );
  });
});
