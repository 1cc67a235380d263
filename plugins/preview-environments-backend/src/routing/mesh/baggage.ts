/** What the routing key is called: in W3C baggage the member's name, and the plain header beside it. */
export const baggageHeader = 'baggage';
export const plainHeader = 'x-preview';
export const baggageMember = 'preview';

/** The longest value of a header match in the Gateway API. */
const longestExpression = 4_096;
const idPattern = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

/**
 * Finds the key of one of the previews in a `baggage` header (rule 7.16): the member may stand among others, in any order, with
 * properties and blanks, and several header lines may have been joined by commas. Anchored at both ends, because some
 * implementations match the whole value and others search in it; without anything that RE2, Rust and JavaScript read differently.
 */
export function baggageExpression(ids: string[]): string {
  for (const id of ids)
    if (!idPattern.test(id))
      throw new Error(`${id} can't be the id of a preview`);
  const value = ids.length === 1 ? ids[0] : `(${ids.join('|')})`;
  return String.raw`^(.*,)?[ \t]*${baggageMember}[ \t]*=[ \t]*${value}[ \t]*([;,].*)?$`;
}

/** As many expressions as it takes to find all of the previews, each short enough for a route. The order of the ids does not matter. */
export function baggageExpressions(ids: string[]): string[] {
  const groups: string[][] = [];
  for (const id of [...new Set(ids)].sort()) {
    const last = groups.at(-1);
    if (last && baggageExpression([...last, id]).length <= longestExpression)
      last.push(id);
    else groups.push([id]);
  }
  return groups.map(baggageExpression);
}
