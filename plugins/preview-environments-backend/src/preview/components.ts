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

/** A definition that was there once, or should be, and was not found by two readings. */
export interface AbsentDefinition {
  /** Undefined when it is not known whose it was: then it may have been anybody's. */
  component: string | undefined;
  /** A sentence for people. */
  reason: string;
}
