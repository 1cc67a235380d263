import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ShortPreviews } from './ShortPreviews';

/** The previews of the entity around it in short, for a card on the overview of its page. */
export function EntityShortPreviews() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  return <ShortPreviews key={entityRef} entityRef={entityRef} />;
}
