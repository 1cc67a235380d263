import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** What the page of all previews shows: the previews, or what is left over of others. */
export type PageView = 'previews' | 'orphans';

const PARAMETER = 'view';

/** The view is in the address, so that it can be sent to someone. */
export function usePageView(): {
  view: PageView;
  show: (view: PageView) => void;
} {
  const [parameters, setParameters] = useSearchParams();
  const show = useCallback(
    (view: PageView) =>
      setParameters(
        before => {
          const after = new URLSearchParams(before);
          if (view === 'orphans') {
            after.set(PARAMETER, view);
          } else {
            after.delete(PARAMETER);
          }
          return after;
        },
        { replace: true },
      ),
    [setParameters],
  );
  return {
    view: parameters.get(PARAMETER) === 'orphans' ? 'orphans' : 'previews',
    show,
  };
}
