export {
  missingConfigurationMessage,
  readConfiguration,
} from './readConfiguration';
export * from './types';
