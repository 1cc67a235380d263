import TextField from '@material-ui/core/TextField';

/**
 * One value out of several, or none.
 *
 * @param props.any - how having chosen nothing is called
 * @param props.choices - pairs of value and name
 * @param props.problem - why choices are missing
 */
export function ChoiceField(props: {
  id: string;
  label: string;
  any: string;
  value: string;
  choices: [value: string, name: string][];
  problem?: string;
  onChange: (value: string) => void;
}) {
  const { id, label, any, value, choices, problem, onChange } = props;
  // A value from the address may not be among the choices, and is in force all the same.
  const isListed = !value || choices.some(([choice]) => choice === value);
  return (
    <TextField
      id={id}
      select
      size="small"
      variant="outlined"
      label={label}
      value={value}
      error={problem !== undefined}
      helperText={problem}
      onChange={event => onChange(event.target.value)}
      InputLabelProps={{ shrink: true }}
      SelectProps={{ native: true }}
    >
      <option value="">{any}</option>
      {!isListed && <option value={value}>{value}</option>}
      {choices.map(([choice, name]) => (
        <option key={choice} value={choice}>
          {name}
        </option>
      ))}
    </TextField>
  );
}
