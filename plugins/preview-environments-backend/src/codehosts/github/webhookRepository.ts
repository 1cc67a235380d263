import { z } from 'zod';
import { repositorySchema } from './schemas';

/** The repository that a webhook is about. Its address says which host sent it. */
export const repositoryInWebhook = repositorySchema
  .extend({ html_url: z.url({ protocol: /^https?$/ }) })
  .transform(repository => ({
    host: new URL(repository.html_url).host,
    owner: repository.owner.login,
    name: repository.name,
    id: String(repository.id),
    defaultBranch: repository.default_branch,
  }));
