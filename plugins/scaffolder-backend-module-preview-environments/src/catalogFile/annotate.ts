import { isDeepStrictEqual } from 'node:util';

import { InputError } from '@backstage/errors';

import { putAnnotation } from './edit';
import { EntitySelector, readEntities, selectEntity } from './entities';

/**
 * The text of a `catalog-info.yaml` with the annotations set on the selected entity. Every other byte stays as it is:
 * comments, order, quotes, blank lines and the other documents. The same text comes back when nothing is to be done.
 *
 * Throws an InputError when there is no such entity, or when the file is written in a way that can't be edited safely.
 */
export function annotate(
  text: string,
  selector: EntitySelector,
  annotations: Readonly<Record<string, string>>,
): string {
  const before = readEntities(text);
  const { index, name } = selectEntity(before, selector);

  const edited = Object.entries(annotations).reduce(
    (current, [key, value]) =>
      putAnnotation(current, readEntities(current)[index], key, value),
    text,
  );
  const expected = before.map((document, position) =>
    position === index
      ? withAnnotations(document.toJS(), annotations)
      : document.toJS(),
  );
  if (!isDeepStrictEqual(valuesOf(edited), expected)) {
    throw new InputError(
      `${name} can not be annotated without changing something else in the file; add by hand: ${JSON.stringify(
        annotations,
      )}`,
    );
  }
  return edited;
}

/** Copied along the way and not changed in place, since an alias makes two fields one object. */
function withAnnotations(
  entity: { metadata: { annotations?: object } },
  annotations: Readonly<Record<string, string>>,
): unknown {
  const { metadata } = entity;
  return {
    ...entity,
    metadata: {
      ...metadata,
      annotations: { ...metadata.annotations, ...annotations },
    },
  };
}

/** Undefined when the text is no longer readable at all. */
function valuesOf(text: string): unknown[] | undefined {
  try {
    return readEntities(text).map(document => document.toJS());
  } catch (error) {
    if (error instanceof InputError) {
      return undefined;
    }
    throw error;
  }
}
