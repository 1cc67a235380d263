import { resolve } from 'node:path';

/** The project's root. */
// eslint-disable-next-line no-restricted-syntax -- the tests run from their source, they are never built
export const root = resolve(__dirname, '../../..');

/** What a run leaves behind for people: screenshots, logs, and traces of what failed. */
export const artifacts = resolve(root, 'artifacts/browser');
