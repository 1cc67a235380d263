import { Rule } from './rule';

const triggers = [
  'repositoryDispatch',
  'workflowDispatch',
  'circleci',
  'call',
] as const;

/** Two ways to one image would build it twice. */
export const oneWayToBuild: Rule = ({ spec: { images } }) =>
  images.flatMap(({ build: { check, ...ways } = {} }, index) => {
    const path = ['spec', 'images', index, 'build'];
    const used = triggers.filter(name => ways[name] !== undefined);
    return used.length > 1
      ? [{ path, message: `must be one of ${used.join(', ')}, not several` }]
      : [];
  });
