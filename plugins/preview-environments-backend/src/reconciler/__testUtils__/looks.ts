import { Observed, PreviewRecord, Step } from '../../preview';
import {
  minutesAgo,
  now,
  observed,
  pullRequest,
  record,
} from '../../preview/__testUtils__/builders';
import { Hindrance } from '../Actor';
import { Look } from '../Look';
import { Further, Observation } from '../Observer';
import { Store } from '../../store/types';
import { claim } from './claims';

export const closed = pullRequest({
  state: 'closed',
  closedAt: '2026-03-01T11:59:00Z',
});
/** A preview that is being removed. */
export const going = record({ phase: 'terminating', closedAt: minutesAgo(1) });
/** What every desired state is described by. */
export const summary = {
  cluster: 'dev',
  apiVersion: 'v1',
  kind: 'Namespace',
  namespace: undefined,
  name: 'pv-web-pr-42',
};

/** Looks once at what was observed. `outcome` is what becomes of the steps. */
export async function lookAt(
  observation: Partial<Observed> | Observation,
  options: {
    outcome?: 'changed' | 'unchanged' | Error;
    writes?: boolean;
    heldBackMilliseconds?: number;
    attempts?: number;
    unfinished?: number;
    takenOverAt?: Date;
    hindrances?: Hindrance[];
    /** Whether the lease still holds when something is to be remembered. */
    holds?: boolean;
    /** Hears what is done and said, also by a look that fails. */
    does?: (what: string) => void;
  } = {},
) {
  const { outcome = 'unchanged', hindrances = [], writes = true } = options;
  const steps: Step[] = [];
  /** What was written down in the middle of the look, and how many steps were done before. */
  const remembered: (Parameters<Store['remember']>[1] & {
    stepsBefore: number;
  })[] = [];
  const said: PreviewRecord[] = [];
  const look = new Look({
    store: {
      remember: async (_claim, result) => {
        remembered.push({ ...result, stepsBefore: steps.length });
        return options.holds ?? true;
      },
    },
    observer: {
      observeFurther: async (_claim, before, further) =>
        furtherOn(before, further),
      observe: async () =>
        'kind' in observation
          ? observation
          : { kind: 'observed', observed: observed(observation) },
    },
    actor: {
      act: async wanted => {
        steps.push(...wanted);
        wanted.forEach(({ kind }) => options.does?.(kind));
        if (outcome instanceof Error) throw outcome;
        return { changed: outcome === 'changed', hindrances };
      },
    },
    feedback: {
      give: async one => {
        said.push(one);
        options.does?.('say');
        return {
          record: one,
          lookAgainAfterMilliseconds: options.heldBackMilliseconds,
        };
      },
    },
    describe: () => [summary],
    recorded: () => {},
    writes,
    now: () => now,
  });
  const { attempts = 0, unfinished = 0, takenOverAt } = options;
  const result = await look.look(claim({ attempts, unfinished, takenOverAt }));
  return {
    ...result,
    steps: steps.map(({ kind }) => kind),
    said,
    remembered,
  };
}

/** What an observer would say: the same, but for what has become so. */
function furtherOn(
  before: Observed,
  { record: after, complete }: Further,
): Observed {
  const clusters = { ...before.clusters };
  for (const name of complete)
    clusters[name] = { ...clusters[name], workspace: { state: 'complete' } };
  return { ...before, record: after, clusters };
}
