import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { previewEnvironmentsTranslationRef } from '../../translations';

const useStyles = makeStyles((theme: Theme) => ({
  list: {
    lineHeight: 1.5,
    margin: theme.spacing(0.5, 0),
    overflowWrap: 'anywhere',
    paddingLeft: theme.spacing(3),
  },
}));

/**
 * Previews and orphans by name.
 *
 * @param props.most - how many of them; the others are only counted
 */
export function Subjects(props: { subjects: string[]; most?: number }) {
  const { subjects, most = subjects.length } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const left = subjects.length - most;
  return (
    <ul className={classes.list}>
      {subjects.slice(0, most).map(subject => (
        <li key={subject}>
          <code>{subject}</code>
        </li>
      ))}
      {left > 0 && <li>{t('orphans.more', { left: String(left) })}</li>}
    </ul>
  );
}
