import {
  COMPONENT_LABEL,
  HEAD_SHA_ANNOTATION,
  PULL_REQUEST_ANNOTATION,
  ROUTABLE_LABEL,
} from '@previewenv/plugin-preview-environments-common';

/** What our objects say of themselves to people, and to a backend that lost its database (rule 7.20). */
export const annotations = {
  pullRequest: PULL_REQUEST_ANNOTATION,
  /** `github.com/acme/web`. */
  repository: 'preview-environments.io/repository',
  repositoryId: 'preview-environments.io/repository-id',
  number: 'preview-environments.io/pull-request-number',
  /** Of a preview of a branch without pull request: the branch. */
  branch: 'preview-environments.io/branch',
  /** The entity that a preview of a branch was asked for; left out when it is for all of the repository. */
  branchEntity: 'preview-environments.io/branch-entity',
  createdAt: 'preview-environments.io/created-at',
  /** `true`; left out otherwise. */
  kept: 'preview-environments.io/kept',
  /** The commit that a person approved; of a fork nothing else runs. */
  approvedSha: 'preview-environments.io/approved-sha',
  approvedBy: 'preview-environments.io/approved-by',
  /** Who asked for the preview without a label. */
  requestedBy: 'preview-environments.io/requested-by',
  /** Who put the preview to sleep; left out while it is awake. */
  asleepBy: 'preview-environments.io/asleep-by',
  /** JSON: the Jobs to run when the preview goes. */
  cleanup: 'preview-environments.io/cleanup',
  headSha: HEAD_SHA_ANNOTATION,
  /** On an Application: the cluster of the configuration that its workload runs in. */
  cluster: 'preview-environments.io/cluster',
} as const;

/** Names the component that an object belongs to. */
export const componentLabel = COMPONENT_LABEL;

/** Gateways admit routes only from namespaces with this label, which nobody but the platform sets (rule 7.14). */
export const routableLabel = ROUTABLE_LABEL;

/** Tells a preview's further routes from the one that it is reached by. */
export const purposeLabel = 'preview-environments.io/purpose';
