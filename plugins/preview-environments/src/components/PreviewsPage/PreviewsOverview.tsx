import { useCallback } from 'react';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { knownData } from '../../hooks/resource';
import { useOrphans } from '../../hooks/useOrphans';
import { usePageView } from '../../hooks/usePageView';
import { useQuotas } from '../../hooks/useQuotas';
import { useSweep } from '../../hooks/useSweep';
import { Orphans } from '../Orphans';
import { Quotas } from '../Quotas';
import { SweepNotices } from '../Sweep';
import { AllPreviews } from './AllPreviews';
import { panelOf, ViewTabs } from './ViewTabs';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 1fr)',
  },
}));

/** All previews and, for administrators, what is left over of others, without the frame of the page around it. */
export function PreviewsOverview() {
  const classes = useStyles();
  const { view, show } = usePageView();
  const { orphans, refresh: refreshOrphans } = useOrphans();
  const { sweep, refresh: refreshSweep } = useSweep();
  const { quotas, refresh: refreshQuotas } = useQuotas();
  const refresh = useCallback(() => {
    refreshOrphans();
    refreshSweep();
  }, [refreshOrphans, refreshSweep]);

  const hidden = orphans.status === 'hidden';
  const found = hidden ? undefined : knownData(orphans)?.length;
  const shown = hidden ? 'previews' : view;
  // Whether this person is an administrator is known with the first answer; others never see that there are tabs.
  const tabbed = found !== undefined || shown === 'orphans';
  return (
    <div className={classes.root}>
      <SweepNotices sweep={sweep} onChange={refresh} />
      {tabbed && <ViewTabs view={shown} found={found} onShow={show} />}
      <div className={classes.root} {...(tabbed ? panelOf(shown) : {})}>
        {!hidden && shown === 'orphans' ? (
          <Orphans
            orphans={orphans}
            sweep={sweep.status === 'hidden' ? undefined : knownData(sweep)}
            onChange={refresh}
          />
        ) : (
          <AllPreviews />
        )}
      </div>
      <Quotas quotas={quotas} onRetry={refreshQuotas} />
    </div>
  );
}
