/**
 * Whether header lines carry a preview's key, read the way the specification reads them and not by an expression (rule 7.16): members
 * are parted by commas, blanks and tabs around names and values do not count, properties follow a semicolon, and nothing is decoded.
 */
export function carriesKey(lines: string[], id: string): boolean {
  return lines
    .flatMap(line => line.split(','))
    .map(member => member.split(';')[0])
    .some(pair => {
      const [key, ...value] = pair.split('=');
      return trim(key) === 'preview' && trim(value.join('=')) === id;
    });
}

function trim(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '');
}
