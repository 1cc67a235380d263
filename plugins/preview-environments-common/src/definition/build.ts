import { z } from 'zod';

import { text } from './fields';
import { dnsLabel } from './names';

const WORKFLOW = /^[\w.-]+\.ya?ml$/;

/** What is known of the build of an image, and how it is asked for. */
export const build = z.strictObject({
  check: text(255)
    .optional()
    .describe(
      'The check or status of a commit that builds the image, by its name: when it fails, the preview has failed.',
    ),
  repositoryDispatch: text(100)
    .optional()
    .describe('The type of the repository_dispatch event that starts a build.'),
  workflowDispatch: text()
    .regex(WORKFLOW, 'must be the file of a workflow such as preview.yaml')
    .optional()
    .describe('The file of the workflow that is started to build.'),
  circleci: z
    .literal(true)
    .optional()
    .describe("Starts a pipeline of the repository's project on CircleCI."),
  call: dnsLabel()
    .optional()
    .describe("A signed call, by its name in Backstage's configuration."),
});
