import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Preview,
  PreviewAction,
} from '@previewenv/plugin-preview-environments-common';
import {
  type AskedAction,
  usePreviewAction,
} from '../../hooks/usePreviewAction';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ActionButton } from '../ActionButton';
import { DeletionDialog } from '../Deletion';
import { StableEntry } from '../StableEntry';
import { ExtendButton } from './ExtendButton';

type Offer = PreviewAction & { name: AskedAction };

/** What can be done with a preview. Which of it is allowed, and why not, the backend decides. */
export function PreviewActions(props: {
  preview: Preview;
  onChange: () => void;
  only?: AskedAction;
}) {
  const { preview, onChange, only } = props;
  const { id } = preview;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const [deleting, setDeleting] = useState(false);
  const { run, running } = usePreviewAction(id, onChange);
  const common = ({ name, allowed, reason }: Offer) => ({
    obstacle: allowed ? undefined : reason ?? '',
    busy: running === name,
  });
  return (
    <>
      {!only && <StableEntry preview={preview} />}
      {offers(preview)
        .filter(({ name }) => !only || name === only)
        .map(offer =>
          offer.name === 'extend' ? (
            <ExtendButton
              key={offer.name}
              id={id}
              {...common(offer)}
              onExtend={by => run('extend', { by })}
            />
          ) : (
            <ActionButton
              key={offer.name}
              id={`${id}-${offer.name}`}
              label={t(`action.${offer.name}Label`, { id })}
              {...common(offer)}
              onClick={() =>
                offer.name === 'delete' ? setDeleting(true) : run(offer.name)
              }
            >
              {t(`action.${offer.name}`)}
            </ActionButton>
          ),
        )}
      <DeletionDialog
        preview={preview}
        open={deleting}
        onCancel={() => setDeleting(false)}
        onConfirm={() => {
          setDeleting(false);
          run('delete');
        }}
      />
    </>
  );
}

/** What changes when a preview ends. */
const ofItsEnd: readonly string[] = ['extend', 'keep', 'unkeep'];

/**
 * What changes the end of a preview is offered while there is one, and of keeping and not keeping only the change. What cannot be
 * undone comes last. Giving a removal up stands beside what holds it up.
 */
function offers({ actions, expiresAt, kept }: Preview): Offer[] {
  const ends = expiresAt !== undefined || kept;
  const offered = actions.flatMap(action => {
    const { name } = action;
    return name === 'release' ||
      name === (kept ? 'keep' : 'unkeep') ||
      (ofItsEnd.includes(name) && !ends)
      ? []
      : [{ ...action, name }];
  });
  const isFinal = ({ name }: Offer) => name === 'delete';
  return [
    ...offered.filter(offer => !isFinal(offer)),
    ...offered.filter(isFinal),
  ];
}
