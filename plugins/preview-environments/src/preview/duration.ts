const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A number of seconds in words of a language, in the largest unit that it is a whole number of: `8 hours`. */
export function durationText(seconds: number, language: string): string {
  const whole = Math.round(seconds);
  const [unit, length] =
    units.find(([, size]) => whole >= size && whole % size === 0) ??
    units[units.length - 1];
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
  }).format(whole / length);
}
