/** What our objects say of themselves to people, and to a backend that lost its database (rule 7.20). */
export const annotations = {
  pullRequest: 'preview-environments.io/pull-request',
  repositoryId: 'preview-environments.io/repository-id',
  headSha: 'preview-environments.io/head-sha',
  /** On an Application: the cluster of the configuration that its workload runs in. */
  cluster: 'preview-environments.io/cluster',
} as const;

/** Names the component that an object belongs to. */
export const componentLabel = 'preview-environments.io/component';

/** Gateways admit routes only from namespaces with this label, which nobody but the platform sets (rule 7.14). */
export const routableLabel = 'preview-environments.io/routable';
