import { z } from 'zod';

import { dnsLabel, port } from './names';

/** More Services than one component stands for. */
const MOST_TARGETS = 16;

const target = z.strictObject({
  service: dnsLabel().describe(
    'The Service of the shared environment that this component stands for: web for web.',
  ),
  namespace: dnsLabel().describe(
    "Its namespace, which carries the label preview-environments.io/routable: 'true'.",
  ),
  port: port().describe('The port by which it is called.'),
});

/**
 * Which calls between services lead to the preview when they carry its key. `none`: no mesh is used, and the names of the baseline
 * lead to the preview's own components where it has them (rule 7.1).
 */
export const mesh = () =>
  z
    .union([
      z.literal('none'),
      z
        .array(target)
        .max(MOST_TARGETS, `must name at most ${MOST_TARGETS} Services`),
    ])
    .default([])
    .describe(
      "The baseline Services whose callers reach the preview, where requests carry its key and the cluster has a service mesh. none: without a mesh, names of the baseline lead to the preview's own components.",
    )
    .meta({ examples: [[{ service: 'web', namespace: 'shop', port: 80 }]] });
