import { useEffect, useRef, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Phase,
  Preview,
} from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { VisuallyHidden } from '../VisuallyHidden';

/** Tells screen readers, when they have finished their sentence, which previews have changed their phase. */
export function PhaseAnnouncer({ previews }: { previews: Preview[] }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const before = useRef(new Map<string, Phase>());
  const [changed, setChanged] = useState<Pick<Preview, 'id' | 'phase'>[]>([]);

  useEffect(() => {
    const changes = previews.filter(
      ({ id, phase }) => (before.current.get(id) ?? phase) !== phase,
    );
    before.current = new Map(previews.map(({ id, phase }) => [id, phase]));
    if (changes.length > 0) {
      setChanged(changes);
    }
  }, [previews]);

  return (
    <VisuallyHidden role="status" aria-live="polite">
      {changed
        .map(({ id, phase }) =>
          t('announcement.phase', { id, phase: t(`phase.${phase}`) }),
        )
        .join(', ')}
    </VisuallyHidden>
  );
}
