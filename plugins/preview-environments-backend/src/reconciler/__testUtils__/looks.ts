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
import { Observation } from '../Observer';
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
    hindrances?: Hindrance[];
  } = {},
) {
  const { outcome = 'unchanged', hindrances = [], writes = true } = options;
  const steps: Step[] = [];
  const said: PreviewRecord[] = [];
  const look = new Look({
    observer: {
      observe: async () =>
        'kind' in observation
          ? observation
          : { kind: 'observed', observed: observed(observation) },
    },
    actor: {
      act: async wanted => {
        steps.push(...wanted);
        if (outcome instanceof Error) throw outcome;
        return { changed: outcome === 'changed', hindrances };
      },
    },
    feedback: {
      give: async one => {
        said.push(one);
        return {
          record: one,
          lookAgainAfterMilliseconds: options.heldBackMilliseconds,
        };
      },
    },
    describe: () => [summary],
    writes,
    now: () => now,
  });
  const result = await look.look(claim({ attempts: options.attempts ?? 0 }));
  return { ...result, steps: steps.map(({ kind }) => kind), said };
}
