/* eslint-disable @backstage/no-undeclared-imports -- the kit and its tests are no package that is ever installed; this file is the one way to them */
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
