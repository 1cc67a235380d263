import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { isPhase } from '@previewenv/plugin-preview-environments-common';
import type { PreviewFilter } from './usePreviews';

/** What a person can narrow the page to. An empty text does not restrict. */
export interface PageFilters {
  phase: string;
  repository: string;
  owner: string;
  text: string;
}

const names = ['phase', 'repository', 'owner', 'text'] as const;

/** The filters are in the address, so that a view can be sent to someone and survives a reload. */
export function usePageFilters(): {
  filters: PageFilters;
  /** What the backend filters by; the text is matched against what has been loaded. */
  query: PreviewFilter;
  change: (changes: Partial<PageFilters>) => void;
  clear: () => void;
} {
  const [parameters, setParameters] = useSearchParams();

  const filters = useMemo(() => {
    const phase = parameters.get('phase') ?? '';
    return {
      phase: isPhase(phase) ? phase : '',
      repository: parameters.get('repository') ?? '',
      owner: parameters.get('owner') ?? '',
      text: parameters.get('text') ?? '',
    };
  }, [parameters]);

  const query = useMemo(
    () => ({
      phase: isPhase(filters.phase) ? [filters.phase] : undefined,
      repository: filters.repository || undefined,
      owner: filters.owner || undefined,
    }),
    [filters],
  );

  const change = useCallback(
    (changes: Partial<PageFilters>) =>
      setParameters(
        before => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value) {
              after.set(name, value);
            } else {
              after.delete(name);
            }
          }
          return after;
        },
        { replace: true },
      ),
    [setParameters],
  );
  const clear = useCallback(
    () => change(Object.fromEntries(names.map(name => [name, '']))),
    [change],
  );

  return { filters, query, change, clear };
}
