import type { Preview } from '@previewenv/plugin-preview-environments-common';

/** When a preview that is gone went. Text, as the backend writes moments. */
export function goneSince({ phaseSince, createdAt }: Preview): string {
  return phaseSince ?? createdAt;
}

/** The preview that went last. They are listed by age, and an old one may go after the newer ones. */
export function lastGone(gone: Preview[]): Preview | undefined {
  return [...gone].sort(
    (one, other) => Date.parse(goneSince(other)) - Date.parse(goneSince(one)),
  )[0];
}

/** Whether a click brings it back. */
export function mayReturn({ actions }: Pick<Preview, 'actions'>): boolean {
  return actions.some(({ name, allowed }) => name === 'redeploy' && allowed);
}
