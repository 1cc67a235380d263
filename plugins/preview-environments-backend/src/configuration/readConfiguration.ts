import { RootConfigService } from '@backstage/backend-plugin-api';
import { RefusedError } from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { configurationSchema } from './schema';
import { PreviewEnvironmentsConfiguration } from './types';

const root = 'previewEnvironments';

/** What to log when there is no configuration at all: the plugin then stays off, because it can't know where to work. */
export const missingConfigurationMessage = `Preview environments are off: there is no ${root} in the configuration. It needs at least ${root}.instance and one cluster in ${root}.clusters.`;

/**
 * Reads `previewEnvironments`. Undefined when it is missing. Throws a RefusedError that names every key at fault, and the
 * cure.
 */
export function readConfiguration(
  config: RootConfigService,
): PreviewEnvironmentsConfiguration | undefined {
  const written = config.getOptional(root);
  if (written === undefined || written === null) return undefined;

  const { success, data, error } = configurationSchema.safeParse(written);
  if (!success) {
    const problems = error.issues.map(issue => `- ${describe(issue)}`);
    throw new RefusedError(
      [
        "The configuration of preview environments can't be used:",
        ...problems,
      ].join('\n'),
    );
  }
  return {
    ...data,
    links: data.links,
    limits: { total: undefined, perRepository: undefined, ...data.limits },
    appBaseUrl: config.getOptionalString('app.baseUrl')?.replace(/\/+$/, ''),
  };
}

function describe(issue: z.core.$ZodIssue): string {
  const key = issue.path.reduce<string>(
    (parents, part) =>
      typeof part === 'number'
        ? `${parents}[${part}]`
        : `${parents}.${String(part)}`,
    root,
  );
  const [{ message }] = issue.code === 'invalid_key' ? issue.issues : [issue];
  return `${key}: ${message}`;
}
