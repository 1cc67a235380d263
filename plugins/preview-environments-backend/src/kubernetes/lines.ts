/**
 * The lines of a stream, split by hand: node's readline turns a broken connection into an uncaught error.
 * A last line without its end is no line: the sender was cut off.
 */
export async function* linesOf(
  chunks: AsyncIterable<string>,
): AsyncGenerator<string> {
  let rest: string[] = [];
  for await (const chunk of chunks) {
    const parts = chunk.split('\n');
    const last = parts.pop() ?? '';
    for (const part of parts) {
      yield rest.join('') + part;
      rest = [];
    }
    rest.push(last);
  }
}
