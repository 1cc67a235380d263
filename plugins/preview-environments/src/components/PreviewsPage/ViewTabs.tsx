import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PageView } from '../../hooks/usePageView';
import { previewEnvironmentsTranslationRef } from '../../translations';

const tabId = (view: PageView) => `preview-environments-view-${view}`;

/** The id of what the tabs switch. */
const PANEL = 'preview-environments-view';

/** What makes an element the one that the tabs switch. */
export function panelOf(view: PageView) {
  return { id: PANEL, role: 'tabpanel', 'aria-labelledby': tabId(view) };
}

/**
 * Switches between the previews and what is left over of others.
 *
 * @param props.found - how many orphans there are; undefined while that is not known
 */
export function ViewTabs(props: {
  view: PageView;
  found: number | undefined;
  onShow: (view: PageView) => void;
}) {
  const { view, found, onShow } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const labels: Record<PageView, string> = {
    previews: t('page.title'),
    orphans:
      found === undefined
        ? t('orphans.title')
        : t('orphans.tab', { found: String(found) }),
  };
  const views: PageView[] = ['previews', 'orphans'];
  return (
    <Tabs
      value={view}
      onChange={(_, next) => onShow(next)}
      indicatorColor="primary"
      aria-label={t('page.views')}
    >
      {views.map(name => (
        <Tab
          key={name}
          value={name}
          id={tabId(name)}
          aria-controls={PANEL}
          label={labels[name]}
        />
      ))}
    </Tabs>
  );
}
