import { repositoriesFor } from '../ground/repositories';
import { Random } from '../random';
import { PullScript } from './actions';
import { faultsFor, Lanes } from './faults';
import { kitKinds } from './kitFaults';
import { scriptsFor } from './scripts';

/** Everything that a run does, as far as it can be known before. */
export interface Plan {
  seed: number;
  pulls: number;
  repositories: string[];
  scripts: PullScript[];
  faults: Lanes;
  /** On the cluster kit. */
  cluster: boolean;
}

export function planOf(options: {
  seed: number;
  pulls: number;
  cluster?: boolean;
}): Plan {
  const { cluster = false } = options;
  const random = new Random(options.seed);
  const repositories = repositoriesFor(options.pulls);
  return {
    ...options,
    cluster,
    repositories,
    scripts: scriptsFor(random.fork('scripts'), {
      pulls: options.pulls,
      repositories,
    }),
    faults: faultsFor(
      random.fork('faults'),
      options.pulls,
      cluster ? kitKinds : undefined,
    ),
  };
}
