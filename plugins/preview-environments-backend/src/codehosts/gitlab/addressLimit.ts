/** Characters that GitLab takes of the address of a status or an environment; it refuses the whole of one that has more. */
const longest = 255;

/** The address, or none in its place where GitLab would not take it. */
export function withinLimit(url: string | undefined): string | undefined {
  return url && url.length <= longest ? url : undefined;
}
