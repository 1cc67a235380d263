export { catalogFile } from './catalog';
export { chartFiles } from './chart';
export {
  baselineNamespace,
  deployBaseline,
  hasBaseline,
  seedPlatform,
} from './cluster';
export { kubeconfig } from './kubeconfig';
export {
  demoServices,
  owner as demoOwner,
  previewDefinition,
  repositoryFiles,
  seedRepositories,
} from './repositories';
export type { DemoAddresses } from './repositories';
