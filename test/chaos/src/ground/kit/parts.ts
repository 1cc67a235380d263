export type {
  ApiBody,
  ApiRequest,
  ApiWatchEvent,
  KubernetesApi,
} from '@previewenv/test-contract/src/kubernetes';
export { WatchRefused } from '@previewenv/test-contract/src/kubernetes';
export { adminApi } from '@previewenv/test-cluster/src/ground/api';
export { GitRepository } from '@previewenv/test-cluster/src/ground/gitRepository';
export { apply, kubectl } from '@previewenv/test-cluster/src/ground/kubernetes';
export {
  backendUser,
  gateway,
  kit,
} from '@previewenv/test-cluster/src/ground/place';
export {
  preparePlatform,
  shippedManifests,
} from '@previewenv/test-cluster/src/ground/platform';
