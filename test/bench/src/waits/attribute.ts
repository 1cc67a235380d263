/** A time that was spent on one kind of thing. Milliseconds. */
export interface Interval {
  kind: string;
  begin: number;
  end: number;
}

/** Milliseconds, which add up to the window's length. */
export interface Attribution {
  /** While nothing but this kind was waited for. */
  alone: Record<string, number>;
  /** While several kinds were waited for at once. */
  together: number;
  /** While nothing was waited for: the process computed, or could have. */
  nothing: number;
}

/** Says of each moment of a window what was waited for then. */
export function attribute(
  window: { begin: number; end: number },
  intervals: readonly Interval[],
): Attribution {
  const edges = intervals
    .map(({ kind, begin, end }) => ({
      kind,
      begin: Math.max(begin, window.begin),
      end: Math.min(end, window.end),
    }))
    .filter(({ begin, end }) => begin < end)
    .flatMap(({ kind, begin, end }) => [
      { kind, at: begin, change: 1 },
      { kind, at: end, change: -1 },
    ])
    .sort((one, other) => one.at - other.at);
  const result: Attribution = { alone: {}, together: 0, nothing: 0 };
  const active = new Map<string, number>();
  const spend = (time: number): void => {
    const kinds = [...active.keys()];
    if (kinds.length === 0) result.nothing += time;
    else if (kinds.length > 1) result.together += time;
    else result.alone[kinds[0]] = (result.alone[kinds[0]] ?? 0) + time;
  };
  let now = window.begin;
  for (const { kind, at, change } of edges) {
    spend(at - now);
    now = at;
    const count = (active.get(kind) ?? 0) + change;
    if (count) active.set(kind, count);
    else active.delete(kind);
  }
  spend(window.end - now);
  return result;
}
