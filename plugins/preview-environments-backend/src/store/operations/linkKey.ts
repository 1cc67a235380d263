import { createHash } from 'node:crypto';

/** Names of branches and labels are long, and longer in some databases' eyes. */
export function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
