import { minimatch } from 'minimatch';
import { ComponentDefinition } from './components';

/** The files that a pull request changes; `complete` is false when the code host cut its list. */
export interface ChangedFiles {
  files: string[];
  complete: boolean;
}

/** Whether anybody has to know which files changed at all: most definitions take every file. */
export function needsChangedFiles(components: ComponentDefinition[]): boolean {
  return components.some(
    ({ definition }) => definition.spec.trigger.paths.length > 0,
  );
}

/**
 * The components that a pull request's changes concern. A cut list may hide a match, so it excludes nothing; an empty one may be a mistake,
 * so it excludes none of those that were concerned `before`.
 */
export function concerned(
  components: ComponentDefinition[],
  changed: ChangedFiles | undefined,
  before: string[] = [],
): ComponentDefinition[] {
  return components.filter(({ name, definition: { spec } }) => {
    const { paths } = spec.trigger;
    if (paths.length === 0 || !changed) return true;
    if (changed.files.length === 0 && before.includes(name)) return true;
    return (
      !changed.complete ||
      changed.files.some(file =>
        paths.some(path => minimatch(file, path, { dot: true })),
      )
    );
  });
}
