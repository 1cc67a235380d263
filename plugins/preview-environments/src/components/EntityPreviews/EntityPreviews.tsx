import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  MissingAnnotationEmptyState,
  useEntity,
} from '@backstage/plugin-catalog-react';
import {
  isPreviewEnvironmentsAvailable,
  DEFINITION_ANNOTATION,
} from '@previewenv/plugin-preview-environments-common';
import { ComponentPreviews } from './ComponentPreviews';

/** The previews of the entity around it, for the entity page. */
export function EntityPreviews() {
  const { entity } = useEntity();
  if (!isPreviewEnvironmentsAvailable(entity)) {
    return <MissingAnnotationEmptyState annotation={DEFINITION_ANNOTATION} />;
  }
  const entityRef = stringifyEntityRef(entity);
  return <ComponentPreviews key={entityRef} entityRef={entityRef} />;
}
