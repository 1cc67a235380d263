/** How many previews may run at the same time; undefined is no limit. */
export interface AdmissionLimits {
  total: number | undefined;
  perRepository: number | undefined;
}

export type Admission =
  | { admitted: true }
  | { admitted: false; ahead: number; limit: keyof AdmissionLimits };

/** A preview that was let in or that waits for it. */
export interface Applicant {
  previewId: string;
  repository: string;
  admitted: boolean;
}

class Places {
  readonly #limits: AdmissionLimits;
  readonly #byRepository = new Map<string, number>();
  #total = 0;

  constructor(limits: AdmissionLimits) {
    this.#limits = limits;
  }

  take(repository: string): void {
    this.#total += 1;
    this.#byRepository.set(repository, this.#taken(repository) + 1);
  }

  /** The limit that leaves no place; that of the repository first, because waiting for others would not help. */
  full(repository: string): keyof AdmissionLimits | undefined {
    const { total = Infinity, perRepository = Infinity } = this.#limits;
    if (this.#taken(repository) >= perRepository) return 'perRepository';
    return this.#total >= total ? 'total' : undefined;
  }

  #taken(repository: string): number {
    return this.#byRepository.get(repository) ?? 0;
  }
}

/**
 * Whether the preview gets one of the free places, which go to those that wait longest. One whose repository is full does
 * not hold up the others. `applicants` come in the order in which they joined, the preview among them.
 */
export function judgeAdmission(
  previewId: string,
  applicants: Applicant[],
  limits: AdmissionLimits,
): Admission {
  const taken = applicants.filter(({ admitted }) => admitted);
  const places = new Places(limits);
  for (const { repository } of taken) places.take(repository);

  const waiting = applicants.filter(({ admitted }) => !admitted);
  const ahead: Applicant[] = [];
  for (const applicant of waiting) {
    const full = places.full(applicant.repository);
    if (applicant.previewId === previewId) {
      if (!full) return { admitted: true };
      const rivals = ahead.filter(
        ({ repository }) =>
          full === 'total' || repository === applicant.repository,
      );
      return { admitted: false, ahead: rivals.length, limit: full };
    }
    if (!full) places.take(applicant.repository);
    ahead.push(applicant);
  }
  return { admitted: true };
}
