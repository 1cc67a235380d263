import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { namesIn } from './GitlabConnections';

/** The project that a webhook is about. Its address says which host sent it. */
export const projectInWebhook = z
  .object({
    id: z.number().int().positive(),
    path_with_namespace: z
      .string()
      .regex(/^[\w.-]+(?:\/[\w.-]+)+$/, 'is not the name of a project'),
    web_url: z.url({ protocol: /^https?$/ }),
    default_branch: z.string().nullish(),
  })
  .transform(project => {
    return {
      host: new URL(project.web_url).host,
      ...namesIn(project.path_with_namespace),
      id: String(project.id),
      defaultBranch: project.default_branch ?? undefined,
    };
  });

export function identityOf({
  host,
  owner,
  name,
  id,
}: z.output<typeof projectInWebhook>): RepositoryRef & { id: string } {
  return { host, owner, name, id };
}
