import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { Diagnosis } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsApiRef } from '../api';
import { afterFailure, asError, type Resource } from './resource';

/** Has a preview examined when somebody asks for it; undefined before. A later examination that fails leaves the earlier one. */
export function useDoctor(id: string): {
  diagnosis: Resource<Diagnosis> | undefined;
  examine: (path: string) => void;
  running: boolean;
} {
  const api = useApi(previewEnvironmentsApiRef);
  const [diagnosis, setDiagnosis] = useState<Resource<Diagnosis>>();
  const [running, setRunning] = useState(false);
  const ended = useRef<AbortController>();
  useEffect(() => () => ended.current?.abort(), []);

  const examine = useCallback(
    async (path: string) => {
      ended.current?.abort();
      const { signal } = (ended.current = new AbortController());
      setRunning(true);
      setDiagnosis(before => before ?? { status: 'loading' });
      try {
        const data = await api.examinePreview(id, { path }, { signal });
        if (!signal.aborted) setDiagnosis({ status: 'loaded', data });
      } catch (error) {
        if (!signal.aborted)
          setDiagnosis(before =>
            afterFailure(before ?? { status: 'loading' }, asError(error)),
          );
      }
      if (!signal.aborted) setRunning(false);
    },
    [api, id],
  );
  return { diagnosis, examine, running };
}
