import { GitlabAnswer, GitlabRequest } from '../answers';
import { GitlabHub } from '../GitlabHub';
import { StoredMergeRequest, StoredProject, StoredUser } from '../model';
import { GitlabViews } from '../views';

/** What is known of every request about a project. */
export interface ProjectContext {
  hub: GitlabHub;
  views: GitlabViews;
  project: StoredProject;
  user: StoredUser;
}

/** One endpoint under `/projects/:id`. Parts that begin with a colon are one part of a path each. */
export interface Route {
  pattern: string;
  /** A plain value is answered with 200. */
  answer(
    context: ProjectContext,
    request: GitlabRequest,
  ): GitlabAnswer | object;
}

/** An endpoint about a merge request that is there; its number is not among the parts any more. */
export function onMergeRequest(
  pattern: string,
  answer: (
    context: ProjectContext & { mergeRequest: StoredMergeRequest },
    request: GitlabRequest,
  ) => GitlabAnswer | object,
): Route {
  const [method, rest = ''] = pattern.split(' ');
  return {
    pattern: `${method} /merge_requests/:iid${rest}`,
    answer(context, { parts: [iid, ...parts], ...request }) {
      const mergeRequest = context.project.mergeRequests.get(Number(iid));
      if (!mergeRequest)
        return new GitlabAnswer(404, { message: '404 Not found' });
      return answer({ ...context, mergeRequest }, { ...request, parts });
    },
  };
}
