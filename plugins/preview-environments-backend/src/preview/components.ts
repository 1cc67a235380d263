import { PreviewDefinition } from '@previewenv/plugin-preview-environments-common';

/** A component as the definition on the default branch describes it. */
export interface ComponentDefinition {
  /** `metadata.name`. */
  name: string;
  /** The definition's path in the repository. */
  path: string;
  /** The catalog entities that name this definition. */
  entityRefs: string[];
  definition: PreviewDefinition;
}
