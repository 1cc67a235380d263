import {
  PullRequestRef,
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { GitlabClient } from './GitlabClient';
import { MergeRequests } from './MergeRequests';

const purpose = {
  doing: 'read the changes of merge requests',
  role: 'Reporter' as const,
};

/** A GitLab server keeps 3,000 files of a merge request at most. */
const mostPages = 30;

const diffSchema = z
  .object({ old_path: z.string(), new_path: z.string() })
  // A file that was moved away has changed where it was, too.
  .transform(({ old_path: before, new_path: after }) =>
    before === after ? [after] : [before, after],
  );

/** Which files a merge request changes. */
export class ChangedFiles {
  readonly #client: GitlabClient;
  readonly #mergeRequests: MergeRequests;

  constructor(client: GitlabClient, mergeRequests: MergeRequests) {
    this.#client = client;
    this.#mergeRequests = mergeRequests;
  }

  async list(
    ref: PullRequestRef,
  ): Promise<{ files: string[]; complete: boolean }> {
    const { repository, number } = ref;
    const found = await this.#mergeRequests.find(ref);
    const listing =
      found &&
      (await this.#client.readAll(
        {
          repository,
          path: `${found.project.path}/merge_requests/${number}/diffs`,
          purpose,
        },
        diffSchema,
        mostPages,
      ));
    if (!listing)
      throw new RefusedError(
        `${repository.owner}/${repository.name}!${number}: ${repository.host} does not show us its changes: it is not there, the owner of the token of integrations.gitlab lacks the role ${purpose.role}, or the server is older than GitLab 15.7`,
      );
    const { changes_count: count, prepared_at: preparedAt } = found.answered;
    // GitLab counts after it has told that there is a merge request.
    if (preparedAt === null && listing.value.length === 0)
      throw new WaitingError(
        `${repository.host} has not counted yet what merge request !${number} changes`,
      );
    return {
      files: [...new Set(listing.value.flat())],
      complete: listing.complete && Number(count) === listing.value.length,
    };
  }
}
