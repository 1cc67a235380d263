/** The largest page of GitHub and of GitLab. */
const pageSize = 100;

/** Which page of a list is asked for, as both hosts name it. */
export interface PageQuery {
  per_page: number;
  page: number;
}

/** One page; undefined where there is no such list. `more`: it names a next one. */
export type ReadPage<T> = (
  query: PageQuery,
) => Promise<{ value: T[]; more: boolean } | undefined>;

/** Reads a list to its end. `complete` is false when `mostPages` were not enough; undefined where there is none. */
export async function readPages<T>(
  read: ReadPage<T>,
  mostPages: number,
): Promise<{ value: T[]; complete: boolean } | undefined> {
  const value: T[] = [];
  for (let page = 1; page <= mostPages; page++) {
    const reading = await read({ per_page: pageSize, page });
    if (!reading) return undefined;
    value.push(...reading.value);
    // A full page is followed although it names no next one: its answer may be a 304 of when there was none.
    if (!reading.more && reading.value.length < pageSize)
      return { value, complete: true };
  }
  return { value, complete: false };
}
