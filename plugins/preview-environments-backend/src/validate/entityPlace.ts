import { Entity } from '@backstage/catalog-model';
import {
  DEFINITION_ANNOTATION,
  Finding,
} from '@previewenv/plugin-preview-environments-common';
import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { placeOf } from '../repositories';

/** Where the entity's definition is, or what about its annotations keeps that from being known. */
export function entityPlace(
  entity: Entity,
  serves: (host: string) => boolean,
): { ref: RepositoryRef; path: string } | { finding: Finding } {
  if (!entity.metadata.annotations?.[DEFINITION_ANNOTATION]?.trim())
    return {
      finding: ofAnnotation(
        DEFINITION_ANNOTATION,
        'is missing, so that the entity has not opted in; set it to the path of its definition, usually preview.yaml',
      ),
    };
  const place = placeOf(entity, serves);
  return 'problem' in place
    ? { finding: ofAnnotation(place.annotation, place.problem) }
    : place;
}

/** An error that a change of one of the entity's annotations cures. */
export function ofAnnotation(annotation: string, message: string): Finding {
  return {
    severity: 'error',
    field: `metadata.annotations["${annotation}"]`,
    message,
  };
}
