/** A copy of JSON that shares nothing; fields that are undefined are no fields. */
export function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
