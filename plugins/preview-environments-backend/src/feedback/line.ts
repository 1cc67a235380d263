/** What GitHub takes as the description of a status or a deployment. */
const longestLine = 140;

/**
 * Any text as one line for a field that a code host shows as it is: control and invisible characters are dropped, white space becomes one
 * blank, and what is too long is cut between two characters.
 */
export function plainLine(text: string): string {
  const visible = text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .trim();
  if (visible.length <= longestLine) return visible;
  let cut = '';
  for (const character of visible) {
    if (cut.length + character.length > longestLine - 1) break;
    cut += character;
  }
  return `${cut.trimEnd()}…`;
}
