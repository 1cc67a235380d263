import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PreviewGroupMember } from '@previewenv/plugin-preview-environments-common';
import { referenceOf } from '../../preview/change';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ExternalLink } from '../ExternalLink';
import { PhaseLabel } from '../Phase';

const useStyles = makeStyles((theme: Theme) => ({
  list: { margin: 0, paddingLeft: theme.spacing(3), overflowWrap: 'anywhere' },
  member: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 1.5),
  },
}));

/** Each with the services that it answers for, or the reason why it is left out. */
export function GroupMembers({ members }: { members: PreviewGroupMember[] }) {
  const classes = useStyles();
  return (
    <ul className={classes.list}>
      {members.map((member, place) => (
        <Typography
          // Those that may not be named are told apart by nothing else.
          key={nameOf(member) ?? place}
          variant="body2"
          component="li"
        >
          <span className={classes.member}>
            <Member member={member} />
          </span>
        </Typography>
      ))}
    </ul>
  );
}

function Member({ member }: { member: PreviewGroupMember }) {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { pullRequest, phase, services, reason } = member;
  const name = nameOf(member);
  return (
    <>
      {name ? (
        <ExternalLink address={pullRequest?.url}>{name}</ExternalLink>
      ) : (
        <span>{t('group.hidden')}</span>
      )}
      {phase && <PhaseLabel phase={phase} />}
      {reason && <span>{reason}</span>}
      {services.length > 0 && (
        <span>{t('group.services', { services: services.join(', ') })}</span>
      )}
    </>
  );
}

function nameOf({ pullRequest }: PreviewGroupMember): string | undefined {
  return pullRequest && `${pullRequest.slug}${referenceOf(pullRequest)}`;
}
