export { GitlabAnswer } from './answers';
export { InProcessGitlab } from './InProcessGitlab';
export { openMergeRequest, setLabels } from './mergeRequests';
export type { SeenGitlabRequest } from './InProcessGitlab';
export type {
  StoredMergeRequest,
  StoredNote,
  StoredProject,
  StoredUser,
} from './model';
