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
  createdAt: 'preview-environments.io/created-at',
  /** `true`; left out otherwise. */
  kept: 'preview-environments.io/kept',
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
