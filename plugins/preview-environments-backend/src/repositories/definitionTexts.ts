import {
  formatFinding,
  parsePreviewDefinition,
  PreviewDefinition,
} from '@previewenv/plugin-preview-environments-common';
import { DefinitionState } from '../store/types';

/** Findings that are shown of one file; more would not help to mend it. */
const mostFindings = 5;

/** The definition in a file, or why there is none. */
export function parseDefinition(
  path: string,
  text: string,
): { definition: PreviewDefinition | undefined; problem: string | undefined } {
  const { definition, findings } = parsePreviewDefinition(text);
  if (definition) return { definition, problem: undefined };
  const errors = findings.filter(({ severity }) => severity === 'error');
  const shown = errors.slice(0, mostFindings).map(formatFinding);
  const more =
    errors.length > shown.length
      ? ` (and ${errors.length - shown.length} more)`
      : '';
  return {
    definition: undefined,
    problem: `${path}: ${shown.join('; ')}${more}`,
  };
}

export function missingFile(path: string): string {
  return `${path}: there is no such file on the default branch; merge it, or correct the annotation of the entity`;
}

export function vanishedEntity(path: string): string {
  return `${path}: no entity of the catalog names this preview definition any more; register one, or leave its previews to go`;
}

/** What holds meanwhile. */
export function inUse(
  state: DefinitionState,
  lastGood: PreviewDefinition | undefined,
): string {
  if (!lastGood || state === 'absent') return '';
  return state === 'doubted'
    ? '. The last good version stays in use until a second reading finds the same'
    : '. The last good version stays in use';
}
