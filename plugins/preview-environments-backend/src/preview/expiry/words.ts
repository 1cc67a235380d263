const units = [
  { name: 'day', milliseconds: 86_400_000 },
  { name: 'hour', milliseconds: 3_600_000 },
  { name: 'minute', milliseconds: 60_000 },
  { name: 'second', milliseconds: 1_000 },
];

/** A duration as people say it, in the largest unit that needs no fraction: `3 days`, `36 hours`. */
export function inWords(milliseconds: number): string {
  const unit =
    units.find(each => milliseconds % each.milliseconds === 0) ?? units[3];
  const count = Math.round(milliseconds / unit.milliseconds);
  return `${count} ${unit.name}${count === 1 ? '' : 's'}`;
}
