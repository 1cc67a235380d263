import { Phase } from '@previewenv/plugin-preview-environments-common';

/** What a comment says of a phase. */
export interface PhaseText {
  /** Completes "Preview web-pr-42: …". */
  title: string;
  /**
   * Said in place of the reason while the reason moves by itself from look to look: a comment is edited when the phase changes, and GitHub
   * limits how much may be written. Undefined lets the reason speak.
   */
  instead: string | undefined;
  /** What its reader can do now; undefined when there is nothing to do. */
  next: string | undefined;
}

/** While a preview moves, so do its components and its end; the comment does not follow each of their steps. */
export function standsStill(phase: Phase): boolean {
  return phase === 'ready' || phase === 'degraded';
}

export const phaseTexts: Record<Phase, PhaseText> = {
  'awaiting-approval': {
    title: 'not started',
    instead: undefined,
    next: 'It starts by itself once that has changed.',
  },
  queued: {
    title: 'queued',
    instead: 'Other previews are ahead; it starts when one of them ends.',
    next: 'Close what needs no preview any more to make room.',
  },
  'awaiting-image': {
    title: 'waiting for the image',
    instead: undefined,
    next: 'It goes on as soon as the build has pushed the image. If the build failed, repair it and push again.',
  },
  provisioning: {
    title: 'preparing',
    instead: 'The namespace and what belongs to it are being made.',
    next: undefined,
  },
  deploying: {
    title: 'deploying',
    instead: 'The commit is being deployed.',
    next: undefined,
  },
  verifying: {
    title: 'verifying',
    instead: 'It is deployed; its address is being tried.',
    next: undefined,
  },
  ready: { title: 'ready', instead: undefined, next: undefined },
  degraded: {
    title: 'degraded',
    instead: undefined,
    next: 'It may recover by itself. If not, push a commit that repairs it, or redeploy it in Backstage.',
  },
  failed: {
    title: 'failed',
    instead: undefined,
    next: 'Push a commit that repairs it, or redeploy it in Backstage once the cause is gone.',
  },
  asleep: {
    title: 'asleep',
    instead: undefined,
    next: 'Its workloads and routes are taken away, so that its address does not answer. The comment `/preview wake` wakes it; so does Backstage.',
  },
  terminating: {
    title: 'being removed',
    instead: 'Everything that was made for it is being removed.',
    next: undefined,
  },
  gone: { title: 'removed', instead: undefined, next: undefined },
};
