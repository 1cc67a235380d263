import { WaitingError } from '@previewenv/plugin-preview-environments-node';
import { CleanupRun, JobStatus } from '../preview';
import {
  cleanupRun,
  minutesAgo,
  now,
  record,
} from '../preview/__testUtils__/builders';
import { observeCleanup } from './cleanupFacts';

const running: JobStatus = { state: 'running', reason: '', log: '' };

/** What is asked of the Jobs, and what is made of the answers. */
async function observe(
  run: CleanupRun,
  options: {
    phase?: 'terminating' | 'gone';
    clusters?: string[];
    status?: () => JobStatus;
  } = {},
) {
  const { phase = 'terminating', clusters = ['dev'] } = options;
  const asked: object[] = [];
  const facts = await observeCleanup(
    {
      status: async (_run, context) => {
        asked.push(context);
        return (options.status ?? (() => running))();
      },
    },
    record({ phase, generation: 3, cleanup: [run] }),
    { clusters, now },
  );
  return { facts, asked };
}

it.each`
  scenario                           | run                                                                                               | options
  ${'that has not been started'}     | ${cleanupRun()}                                                                                   | ${{}}
  ${'whose end is known'}            | ${cleanupRun({ startedAt: now, result: { outcome: 'succeeded', at: now, reason: '', log: '' } })} | ${{}}
  ${'of a preview that is gone'}     | ${cleanupRun({ startedAt: now })}                                                                 | ${{ phase: 'gone' }}
  ${'in a cluster that is not read'} | ${cleanupRun({ startedAt: now })}                                                                 | ${{ clusters: ['other'] }}
`('asks nothing about a Job $scenario', async ({ run, options }) => {
  await expect(observe(run, options)).resolves.toEqual({
    facts: {},
    asked: [],
  });
});

it.each`
  scenario                 | minutes | late
  ${'within its deadline'} | ${9}    | ${false}
  ${'at its deadline'}     | ${10}   | ${true}
`('says whether anybody still waits: $scenario', async ({ minutes, late }) => {
  const run = cleanupRun({ startedAt: minutesAgo(minutes) });
  await expect(observe(run)).resolves.toEqual({
    facts: { web: running },
    asked: [{ previewId: 'web-pr-42', generation: 3, late }],
  });
});

it('takes what can not be read for unknown', async () => {
  const run = cleanupRun({ startedAt: now });
  const { facts } = await observe(run, {
    status: () => {
      throw new WaitingError('Cluster dev is not reachable');
    },
  });
  expect(facts).toEqual({
    web: { state: 'unknown', reason: 'Cluster dev is not reachable' },
  });
});
