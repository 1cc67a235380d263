import { z } from 'zod';

import { duration } from './fields';

/** How long a preview lasts although its pull request stays open. A limit that is left out is the platform's, if that has one. */
export const expiry = z.strictObject({
  idle: duration()
    .optional()
    .describe(
      'How long after the last commit, redeploy or extension the preview goes.',
    ),
  max: duration()
    .optional()
    .describe('How long after it was made the preview goes at the latest.'),
  failed: duration()
    .optional()
    .describe(
      'How long a preview that failed or whose pods crash stays for somebody to look at it.',
    ),
});
