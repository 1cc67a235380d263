import { resolve } from 'node:path';

/** The project's root. */
// eslint-disable-next-line no-restricted-syntax -- the harness runs from its source, it is never built
export const root = resolve(__dirname, '../../..');

/** Where runs leave what they did and saw. */
export const artifacts = resolve(root, 'artifacts/chaos');

/** Of the product under test; in our labels. */
export const instance = 'chaos';
export const owner = 'acme';
export const namespacePrefix = 'pv-';
export const applicationNamespace = 'previews';
export const webhookSecret = 'chaos-webhook-secret';

/** The shortest lease that the product allows, so that a take-over is soon. */
export const shortestLeaseSeconds = 15;
/** How long a build of an image takes: long enough to be caught in the middle of. */
export const buildMilliseconds = 2_000;

/** Between two sweeps, which is how far two readings of an absence are apart at least. */
export const sweepSeconds = 15;
/** What may go at once of what is only inferred from absence, by default. */
export const deletionCap = { share: 0.2, least: 3 };

/** `acme/alpha` #7 → `alpha-pr-7`, by rule 7.18. */
export function previewIdOf(repository: string, number: number): string {
  return `${repository}-pr-${number}`;
}
