import Paper from '@material-ui/core/Paper';
import TextField from '@material-ui/core/TextField';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { phases } from '@previewenv/plugin-preview-environments-common';
import { knownData } from '../../hooks/resource';
import { useFilterChoices } from '../../hooks/useFilterChoices';
import type { PageFilters } from '../../hooks/usePageFilters';
import { previewEnvironmentsTranslationRef } from '../../translations';
import { ChoiceField } from './ChoiceField';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    padding: theme.spacing(2),
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: `repeat(auto-fit, minmax(${theme.spacing(
      25,
    )}px, 1fr))`,
  },
}));

/** Narrows the page down. */
export function Filters(props: {
  filters: PageFilters;
  onChange: (changes: Partial<PageFilters>) => void;
}) {
  const { filters, onChange } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const choices = useFilterChoices();
  const known = knownData(choices);
  const problem =
    'error' in choices
      ? t('filter.optionsFailed', { error: choices.error.message })
      : undefined;
  return (
    <Paper
      role="search"
      aria-label={t('filter.label')}
      className={classes.root}
    >
      <TextField
        id="preview-environments-text"
        size="small"
        variant="outlined"
        type="search"
        label={t('filter.text')}
        placeholder={t('filter.textHint')}
        value={filters.text}
        onChange={event => onChange({ text: event.target.value })}
        InputLabelProps={{ shrink: true }}
      />
      <ChoiceField
        id="preview-environments-phase"
        label={t('filter.phase')}
        any={t('filter.anyPhase')}
        value={filters.phase}
        choices={phases.map(phase => [phase, t(`phase.${phase}`)])}
        onChange={phase => onChange({ phase })}
      />
      <ChoiceField
        id="preview-environments-repository"
        label={t('filter.repository')}
        any={t('filter.anyRepository')}
        value={filters.repository}
        choices={(known?.repositories ?? []).map(slug => [slug, slug])}
        problem={problem}
        onChange={repository => onChange({ repository })}
      />
      <ChoiceField
        id="preview-environments-owner"
        label={t('filter.owner')}
        any={t('filter.anyOwner')}
        value={filters.owner}
        choices={(known?.owners ?? []).map(owner => [owner, owner])}
        problem={problem}
        onChange={owner => onChange({ owner })}
      />
    </Paper>
  );
}
