import { conversationScenarios } from './codeHost/conversationScenarios';
import { CodeHostScenario } from './codeHost/ground';
import { pullRequestScenarios } from './codeHost/pullRequestScenarios';
import { repositoryScenarios } from './codeHost/repositoryScenarios';

/**
 * What every code host promises. The same scenarios run against each implementation, and against the stand-ins that tests use in its place.
 *
 * @public
 */
export const codeHostContract: CodeHostScenario[] = [
  ...repositoryScenarios,
  ...pullRequestScenarios,
  ...conversationScenarios,
];
