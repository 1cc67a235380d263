import { isPhase, isSettled, isTerminal, phases } from './phases';

it('ends in gone and nowhere else', () => {
  expect(phases.filter(isTerminal)).toEqual(['gone']);
});

it('is watched closely while it moves by itself or may recover', () => {
  expect(phases.filter(phase => !isSettled(phase))).toEqual([
    'queued',
    'awaiting-image',
    'provisioning',
    'deploying',
    'verifying',
    'degraded',
    'terminating',
  ]);
});

it('is told from other words', () => {
  expect(isPhase('ready')).toBe(true);
  expect(isPhase('done')).toBe(false);
});
