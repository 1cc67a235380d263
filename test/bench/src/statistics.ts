/** What a row of the table says of its samples, in milliseconds. */
export interface Summary {
  samples: number;
  p50: number;
  p95: number;
  max: number;
}

/** The value that `share` of the samples do not exceed (nearest rank). Throws when there are none. */
export function percentile(samples: number[], share: number): number {
  if (samples.length === 0) throw new Error('There are no samples');
  const sorted = [...samples].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

export function summarize(samples: number[]): Summary {
  return {
    samples: samples.length,
    p50: Math.round(percentile(samples, 0.5)),
    p95: Math.round(percentile(samples, 0.95)),
    max: Math.round(Math.max(...samples)),
  };
}
