import { performance } from 'node:perf_hooks';
import { CodeHostMemory } from '../../store/codeHostMemory';
import { AnswerCache } from './AnswerCache';
import { ProcessMemory } from './ProcessMemory';
import { RequestBudget } from './RequestBudget';

/** What a client of a code host keeps of its requests. */
export interface KeptRequests {
  answers: AnswerCache;
  budget: RequestBudget;
}

/** `memory` is what replicas share; without it this process remembers by itself. `now` is the clock of a test, for intervals as well. */
export function keepRequests(options: {
  memory: CodeHostMemory | undefined;
  now: (() => Date) | undefined;
}): KeptRequests {
  const now = options.now ?? (() => new Date());
  const own = new ProcessMemory(now);
  const shared = options.memory ?? own;
  return {
    answers: new AnswerCache({ own, shared }),
    budget: new RequestBudget({
      memory: shared,
      now,
      monotonic: options.now ? () => now().getTime() : () => performance.now(),
    }),
  };
}
