/** How many previews may run at the same time; undefined is no limit. */
export interface AdmissionLimits {
  total: number | undefined;
  perRepository: number | undefined;
}

export type Admission =
  | { admitted: true }
  | { admitted: false; ahead: number; limit: keyof AdmissionLimits };

/** How the previews of one repository stand to one that asks for a place. */
export interface RepositoryPlaces {
  /** Whether it is the repository of the one that asks. */
  own: boolean;
  /** How many were let in. */
  taken: number;
  /** How many wait longer than the one that asks. */
  ahead: number;
}

/**
 * Whether a preview gets one of the free places, which go to those that wait longest. One whose repository is full does not hold up the
 * others.
 */
export function judgeAdmission(
  repositories: RepositoryPlaces[],
  limits: AdmissionLimits,
): Admission {
  const { total = Infinity, perRepository = Infinity } = limits;
  const ahead = sum(repositories, one => one.ahead);
  const own = repositories.find(one => one.own);
  // That of the repository first, because waiting for others would not help.
  if (own && own.taken + own.ahead >= perRepository)
    return { admitted: false, ahead: own.ahead, limit: 'perRepository' };
  // Those ahead take what their repositories leave them.
  const promised = sum(repositories, one =>
    Math.min(one.ahead, Math.max(0, perRepository - one.taken)),
  );
  const taken = sum(repositories, one => one.taken);
  return taken + promised >= total
    ? { admitted: false, ahead, limit: 'total' }
    : { admitted: true };
}

function sum(
  repositories: RepositoryPlaces[],
  count: (one: RepositoryPlaces) => number,
): number {
  return repositories.reduce((all, one) => all + count(one), 0);
}
