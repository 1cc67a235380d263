import type {
  Phase,
  Preview,
} from '@previewenv/plugin-preview-environments-common';

/** How a phase is to be taken at a glance. */
export type Mood = 'good' | 'busy' | 'waiting' | 'warning' | 'bad' | 'off';

export const moods: Record<Phase, Mood> = {
  'awaiting-approval': 'waiting',
  queued: 'waiting',
  'awaiting-image': 'waiting',
  provisioning: 'busy',
  deploying: 'busy',
  verifying: 'busy',
  ready: 'good',
  degraded: 'warning',
  failed: 'bad',
  asleep: 'off',
  terminating: 'busy',
  gone: 'off',
};

/** Whether the preview is on its way out, or out. */
export function isLeaving({ phase }: Pick<Preview, 'phase'>): boolean {
  return phase === 'terminating' || phase === 'gone';
}
