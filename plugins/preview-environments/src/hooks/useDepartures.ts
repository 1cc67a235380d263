import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  PreviewEnvironmentsApi,
  Preview,
} from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsApiRef } from '../api';
import { knownData, type Resource } from './resource';
import type { PreviewList } from './usePreviews';

/** Milliseconds for which it is said that a preview has gone. */
export const FAREWELL = 10 * 60_000;

/** A preview that was on the screen and is no longer listed. */
export interface Departure {
  /** Its last state, or the one before it vanished when it can no longer be read. */
  preview: Preview;
  /** Why it went, in the backend's words; unknown when it can no longer be read. */
  reason?: string;
}

/** Notices previews that leave the list, and finds out why. */
export function useDepartures(previews: Resource<PreviewList>): {
  departures: Departure[];
  dismiss: (id: string) => void;
} {
  const api = useApi(previewEnvironmentsApiRef);
  const [departures, setDepartures] = useState<Departure[]>([]);
  const before = useRef<Preview[]>([]);
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  const items = knownData(previews)?.items;

  const dismiss = useCallback(
    (id: string) =>
      setDepartures(list => list.filter(({ preview }) => preview.id !== id)),
    [],
  );

  useEffect(() => {
    if (!items) {
      return;
    }
    const present = new Set(items.map(({ id }) => id));
    const missing = before.current.filter(({ id }) => !present.has(id));
    before.current = items;
    setDepartures(list =>
      list.some(({ preview }) => present.has(preview.id))
        ? list.filter(({ preview }) => !present.has(preview.id))
        : list,
    );
    for (const preview of missing) {
      findOut(api, preview).then(departure => {
        if (departure) {
          setDepartures(list => [...list, departure]);
          timers.current.add(setTimeout(() => dismiss(preview.id), FAREWELL));
        }
      });
    }
  }, [api, items, dismiss]);

  useEffect(() => {
    const running = timers.current;
    return () => running.forEach(timer => clearTimeout(timer));
  }, []);

  return { departures, dismiss };
}

/** Not listed does not mean gone: newer previews may have pushed it off the page. */
async function findOut(
  api: PreviewEnvironmentsApi,
  preview: Preview,
): Promise<Departure | undefined> {
  try {
    const now = await api.getPreview(preview.id);
    return now.phase === 'gone'
      ? { preview: now, reason: now.reason }
      : undefined;
  } catch {
    // That it is no longer listed is all that can be said then, and it is said.
    return { preview };
  }
}
