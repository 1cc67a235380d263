import { ManualClock } from '@previewenv/test-sandbox/src/clock';
import {
  InProcessGitlab,
  openMergeRequest,
} from '@previewenv/test-sandbox/src/gitlab';
import { codeHostOn, inProcessHost } from './inProcess';

/** A project in a group of a group, with one merge request of its owner. */
export function gitlabWorld() {
  const clock = new ManualClock();
  const gitlab = new InProcessGitlab(clock);
  const { hub, ada } = gitlab;
  const project = hub.addProject('acme/shop/web', ada);
  const open = (
    sourceBranch: string,
    options: Partial<Parameters<typeof openMergeRequest>[2]> = {},
  ) => {
    const changes = new Map([[`web/${sourceBranch}.txt`, 'changed']]);
    const { source = project } = options;
    hub.commit(source, sourceBranch, changes, 'main');
    const author = ada;
    return openMergeRequest(hub, project, { author, sourceBranch, ...options });
  };
  const mergeRequest = open('change');
  const repository = { host: inProcessHost, owner: 'acme/shop', name: 'web' };
  return {
    clock,
    gitlab,
    hub,
    ada,
    project,
    open,
    mergeRequest,
    repository,
    ref: { repository, number: mergeRequest.iid },
    codeHost: codeHostOn(gitlab),
  };
}
