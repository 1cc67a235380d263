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
import { SleepDialog } from '../Sleep';
import { StableEntry } from '../StableEntry';
import { ApproveButton } from './ApproveButton';
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
  const [confirming, setConfirming] = useState<Confirmed>();
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
        .map(offer => {
          if (offer.name === 'extend') {
            return (
              <ExtendButton
                key={offer.name}
                id={id}
                {...common(offer)}
                onExtend={by => run('extend', { by })}
              />
            );
          }
          if (offer.name === 'approve') {
            return (
              <ApproveButton
                key={offer.name}
                preview={preview}
                {...common(offer)}
                onApprove={headSha => run('approve', { headSha })}
              />
            );
          }
          return (
            <ActionButton
              key={offer.name}
              id={`${id}-${offer.name}`}
              label={t(`action.${offer.name}Label`, { id })}
              {...common(offer)}
              onClick={() =>
                isConfirmed(offer.name)
                  ? setConfirming(offer.name)
                  : run(offer.name)
              }
            >
              {t(`action.${offer.name}`)}
            </ActionButton>
          );
        })}
      <DeletionDialog
        preview={preview}
        open={confirming === 'delete'}
        onCancel={() => setConfirming(undefined)}
        onConfirm={() => {
          setConfirming(undefined);
          run('delete');
        }}
      />
      <SleepDialog
        preview={preview}
        open={confirming === 'sleep'}
        onCancel={() => setConfirming(undefined)}
        onConfirm={() => {
          setConfirming(undefined);
          run('sleep');
        }}
      />
    </>
  );
}

/** What is asked about before it is done. */
type Confirmed = Extract<AskedAction, 'delete' | 'sleep'>;

function isConfirmed(name: AskedAction): name is Confirmed {
  return name === 'delete' || name === 'sleep';
}

/** What changes when a preview ends. */
const ofItsEnd: readonly string[] = ['extend', 'keep', 'unkeep'];

/**
 * What changes the end of a preview is offered while there is one, and of keeping and not keeping, and of sleeping and waking, only the
 * change. What cannot be undone comes last. An approval is offered while something waits for one. Giving a removal up stands beside what holds it up.
 */
function offers(preview: Preview): Offer[] {
  const { actions, blockedBy, expiresAt, kept, phase } = preview;
  const ends = expiresAt !== undefined || kept;
  const offered = actions.flatMap(action => {
    const { name } = action;
    return name === 'release' ||
      (name === 'approve' && !blockedBy.includes('approval')) ||
      name === (kept ? 'keep' : 'unkeep') ||
      name === (phase === 'asleep' ? 'sleep' : 'wake') ||
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
