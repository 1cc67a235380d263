import { repositoriesFor } from '../ground/repositories';
import { Random } from '../random';
import { PullScript } from './actions';
import { faultsFor, Lanes } from './faults';
import { scriptsFor } from './scripts';

/** Everything that a run does, as far as it can be known before. */
export interface Plan {
  seed: number;
  pulls: number;
  repositories: string[];
  scripts: PullScript[];
  faults: Lanes;
}

export function planOf(options: { seed: number; pulls: number }): Plan {
  const random = new Random(options.seed);
  const repositories = repositoriesFor(options.pulls);
  return {
    ...options,
    repositories,
    scripts: scriptsFor(random.fork('scripts'), {
      pulls: options.pulls,
      repositories,
    }),
    faults: faultsFor(random.fork('faults'), options.pulls),
  };
}
