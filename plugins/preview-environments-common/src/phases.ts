/**
 * The life of a preview, in its usual order.
 *
 * @public
 */
export const phases = [
  'awaiting-approval',
  'queued',
  'awaiting-image',
  'provisioning',
  'deploying',
  'verifying',
  'ready',
  'degraded',
  'failed',
  'asleep',
  'terminating',
  'gone',
] as const;

/** Where a preview is in its life. @public */
export type Phase = (typeof phases)[number];

const settled: readonly Phase[] = [
  'awaiting-approval',
  'ready',
  'failed',
  'asleep',
  'gone',
];

/**
 * Whether a text names a phase.
 *
 * @public
 */
export function isPhase(text: string): text is Phase {
  return phases.some(phase => phase === text);
}

/**
 * Whether nothing more happens to the preview, ever.
 *
 * @public
 */
export function isTerminal(phase: Phase): boolean {
  return phase === 'gone';
}

/**
 * Whether the preview stays as it is until something happens outside: a commit, a person, a fault. Everything else moves
 * by itself and is worth watching closely; `degraded` too, because it may recover.
 *
 * @public
 */
export function isSettled(phase: Phase): boolean {
  return settled.includes(phase);
}
