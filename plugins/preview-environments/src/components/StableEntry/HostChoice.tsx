import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { previewEnvironmentsTranslationRef } from '../../translations';

/** Asks which of several hosts it is to be. */
export function HostChoice(props: {
  /** Unique in the page. */
  id: string;
  hosts: string[];
  chosen: string;
  onChoose: (host: string) => void;
}) {
  const { id, hosts, chosen, onChoose } = props;
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return (
    <FormControl component="fieldset" margin="dense">
      <FormLabel component="legend">{t('entry.host')}</FormLabel>
      <RadioGroup
        name={id}
        value={chosen}
        onChange={event => onChoose(event.target.value)}
      >
        {hosts.map(host => (
          <FormControlLabel
            key={host}
            value={host}
            label={host}
            control={<Radio />}
          />
        ))}
      </RadioGroup>
    </FormControl>
  );
}
