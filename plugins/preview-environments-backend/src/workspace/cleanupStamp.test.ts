import { cleanupRun } from '../preview/__testUtils__/builders';
import { readCleanup, writeCleanup } from './cleanupStamp';

const { job } = cleanupRun();

it('says what was said', () => {
  const text = writeCleanup([job, { ...job, component: 'cart' }]);
  expect(readCleanup(text, job.namespace)).toEqual([
    job,
    { ...job, component: 'cart' },
  ]);
});

it('never means another namespace', () => {
  const text = JSON.stringify([{ ...job, namespace: 'kube-system' }]);
  expect(readCleanup(text, 'pv-web-pr-42')).toEqual([job]);
});

it.each`
  scenario                | jobs
  ${'nothing to be done'} | ${[]}
  ${'too much'}           | ${[{ ...job, args: ['x'.repeat(200_000)] }]}
`('says nothing of $scenario', ({ jobs }) => {
  expect(writeCleanup(jobs)).toBeUndefined();
});

it.each`
  scenario              | text
  ${'nothing was said'} | ${undefined}
  ${'it is no JSON'}    | ${'{'}
  ${'it is no list'}    | ${'{"image": "x"}'}
  ${'it lacks a field'} | ${'[{"image": "x"}]'}
  ${'it never ends'}    | ${JSON.stringify([{ ...job, deadlineMilliseconds: -1 }])}
`('means nothing when $scenario', ({ text }) => {
  expect(readCleanup(text, 'pv-web-pr-42')).toEqual([]);
});
