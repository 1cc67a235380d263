import { useEffect } from 'react';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';

/** The channel on which the backend says that a preview changed. */
const CHANNEL = 'preview-environments';

/** Only ids come by signal, as every signed-in user receives them: what changed is asked for. */
export interface ChangeSignal {
  /** The previews that changed; absent when it may be any. */
  ids?: string[];
  /** The entities of their components; absent when they are not known. */
  entityRefs?: string[];
}

/** Hears every signal. (`useSignal` keeps the last one only, so that one of two in the same moment would be lost.) */
export function useSignals(onChange: (change: ChangeSignal) => void): void {
  const signals = useApiHolder().get(signalApiRef);
  useEffect(() => {
    const subscription = signals?.subscribe(CHANNEL, message =>
      onChange({
        ids: isTextList(message.ids) ? message.ids : undefined,
        entityRefs: isTextList(message.entityRefs)
          ? message.entityRefs
          : undefined,
      }),
    );
    return () => subscription?.unsubscribe();
  }, [signals, onChange]);
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string');
}
