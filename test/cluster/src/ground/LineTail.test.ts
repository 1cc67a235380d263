import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LineTail } from './LineTail';

let directory: string;
let path: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'previewenv-lines-'));
  path = join(directory, 'log');
});
afterEach(() => rm(directory, { recursive: true }));

it('tells each line once', async () => {
  const tail = new LineTail(path);
  await writeFile(path, 'one\ntwo\n');
  expect(await tail.read()).toEqual(['one', 'two']);
  expect(await tail.read()).toEqual([]);
  await appendFile(path, 'three\n');
  expect(await tail.read()).toEqual(['three']);
});

it('waits for the end of a line, also in the middle of a character', async () => {
  const tail = new LineTail(path);
  const line = Buffer.from('zwölf\n');
  await writeFile(path, line.subarray(0, 3));
  expect(await tail.read()).toEqual([]);
  await appendFile(path, line.subarray(3));
  expect(await tail.read()).toEqual(['zwölf']);
});

it('goes on with a new file of the same name', async () => {
  const tail = new LineTail(path);
  await writeFile(path, 'of the old one\nhalf');
  await tail.read();
  await writeFile(path, 'new\n');
  expect(await tail.read()).toEqual(['new']);
});
