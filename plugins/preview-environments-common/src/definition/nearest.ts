/**
 * The candidate that a misspelt word most likely meant: the one with the fewest edits (insert, remove, replace, swap
 * neighbours; case does not count), if that is no more than a typing mistake: three edits, fewer for a short word.
 * Undefined when nothing is that close.
 *
 * @public
 */
export function nearest(
  word: string,
  candidates: Iterable<string>,
): string | undefined {
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (!best || distance < best.distance) {
      best = { candidate, distance };
    }
  }
  const allowed = Math.max(1, Math.min(3, Math.floor(word.length / 3)));
  return best && best.distance <= allowed ? best.candidate : undefined;
}

function editDistance(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= from.length; row++) {
    rows[row] = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = from[row - 1] === to[column - 1] ? 0 : 1;
      let distance = Math.min(
        rows[row - 1][column] + 1,
        rows[row][column - 1] + 1,
        rows[row - 1][column - 1] + replaced,
      );
      if (
        row > 1 &&
        column > 1 &&
        from[row - 1] === to[column - 2] &&
        from[row - 2] === to[column - 1]
      ) {
        distance = Math.min(distance, rows[row - 2][column - 2] + 1);
      }
      rows[row][column] = distance;
    }
  }
  return rows[from.length][to.length];
}
