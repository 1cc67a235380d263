import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useGroup } from '../../hooks/useGroup';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { Known } from '../Known';
import { GroupMembers } from './GroupMembers';

/** Whom requests to a preview reach besides; nothing for a preview that stands alone. */
export function Group(props: {
  id: string;
  /** Below the heading of what is around it. */
  heading: 'h2' | 'h4';
}) {
  const { id, heading } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { group, refresh } = useGroup(id);
  return (
    <Known
      resource={group}
      loading={null}
      failure={t('failure.group')}
      onRetry={refresh}
    >
      {members =>
        members.length > 0 && (
          <section>
            <Typography variant="subtitle1" component={heading}>
              {t('group.title')}
            </Typography>
            <Typography variant="body2" color="textSecondary">
              {t('group.explanation')}
            </Typography>
            <GroupMembers members={members} />
          </section>
        )
      }
    </Known>
  );
}
