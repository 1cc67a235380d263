import { Objection } from './findings';
import { Rule } from './rule';

const targetsOnce: Rule = ({ spec: { routing } }) => {
  const targets = routing?.mesh ?? [];
  if (targets === 'none') {
    return [];
  }
  const names = targets.map(
    ({ service, namespace, port }) => `${namespace}/${service}:${port}`,
  );
  return names.flatMap((name, index): Objection[] =>
    names.indexOf(name) < index
      ? [
          {
            path: ['spec', 'routing', 'mesh', index],
            message: `${name} is named twice`,
          },
        ]
      : [],
  );
};

/** What a definition says of the mesh has to fit together. */
export const meshRules: readonly Rule[] = [targetsOnce];
