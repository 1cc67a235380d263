/** The key that a misspelt one most likely meant: at most a third of its letters differ. Undefined when none is that close. */
export function nearestKey(word: string, keys: string[]): string | undefined {
  const [best] = keys
    .map(key => ({ key, distance: editDistance(word, key) }))
    .sort((one, other) => one.distance - other.distance);
  const allowed = Math.max(1, Math.floor(word.length / 3));
  return best && best.distance <= allowed ? best.key : undefined;
}

/** Levenshtein's, without regard to case. */
function editDistance(one: string, other: string): number {
  const from = one.toLowerCase();
  const to = other.toLowerCase();
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line++) {
    const above = row;
    row = [line];
    for (let column = 1; column <= to.length; column++) {
      const replaced =
        above[column - 1] + (from[line - 1] === to[column - 1] ? 0 : 1);
      row[column] = Math.min(row[column - 1] + 1, above[column] + 1, replaced);
    }
  }
  return row[to.length];
}
