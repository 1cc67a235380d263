/** The value of `preview` in a baggage header, as the oracle of rule 7.16 reads it: split at commas, trimmed, compared raw. */
export function carriesKey(
  headers: { baggage?: string; plain?: string },
  key: string,
): boolean {
  const members = (headers.baggage ?? '').split(',').map(member => {
    const [pair] = member.split(';');
    const at = pair.indexOf('=');
    return at < 0
      ? undefined
      : {
          name: trimmed(pair.slice(0, at)),
          value: trimmed(pair.slice(at + 1)),
        };
  });
  return (
    members.some(
      member => member?.name === 'preview' && member.value === key,
    ) || headers.plain?.trim() === key
  );
}

/** Blanks and tabs only, as the grammar of the header has them. */
function trimmed(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '');
}
