import * as fc from 'fast-check';
import { linesOf } from './lines';

async function collect(chunks: string[]): Promise<string[]> {
  async function* stream() {
    yield* chunks;
  }
  const lines: string[] = [];
  for await (const line of linesOf(stream())) lines.push(line);
  return lines;
}

describe('lines of a stream', () => {
  it('are the same however the text was cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string()), async chunks => {
        const expected = chunks.join('').split('\n').slice(0, -1);
        await expect(collect(chunks)).resolves.toEqual(expected);
      }),
    );
  });

  it('leave out a last one that was cut off', async () => {
    await expect(collect(['{"a":1}\n{"b"'])).resolves.toEqual(['{"a":1}']);
  });
});
