/** Set to repeat a run's random moments exactly. */
const seedVariable = 'PREVIEWENV_SEED';
const defaultSeed = 20_261_121;

export const seed = Number(process.env[seedVariable] ?? defaultSeed);

/** Numbers in [0, 1) that depend on the seed alone (mulberry32: 32 bits of state are plenty for moments). */
export function randomNumbers(start: number = seed): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) % 2 ** 32;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
