const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';

/** The one user of the sandbox, by the name that the shipped manifests give the backend. */
const userInfo = {
  username: 'system:serviceaccount:preview-environments:backend',
  groups: ['system:serviceaccounts', 'system:authenticated'],
};

/** Says who asks (authentication.k8s.io/v1, SelfSubjectReview); undefined for every other request. */
export function reviewSelf(
  method: string | undefined,
  pathname: string,
): object | undefined {
  if (method !== 'POST' || pathname !== path) return undefined;
  return {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'SelfSubjectReview',
    metadata: { creationTimestamp: null },
    status: { userInfo },
  };
}
