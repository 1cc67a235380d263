import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { capabilities, tableOf } from './dataplane/capabilities';
import { clear, prepare } from './dataplane/ground';
import { DataPlane, dataPlanes } from './dataplane/planes';
import { root } from './ground/place';

const page = join(root, 'docs/routing-capabilities.md');

test.beforeAll(prepare);
test.afterAll(clear);

async function findingsOf(plane: DataPlane) {
  const findings: Record<string, string> = {};
  for (const { name, only, find } of capabilities) {
    if (only && only !== plane.kind) continue;
    const route = `${name}-${plane.name.toLowerCase().replace(' ', '-')}`;
    findings[name] = await find(plane, route);
  }
  return { plane, findings };
}

test('the capability table of the documentation is what requests find out', async () => {
  const found = await Promise.all(dataPlanes.map(findingsOf));
  const table = tableOf(found);
  if (process.env.PREVIEWENV_WRITE) await writeFile(page, table);
  expect(table).toBe(await readFile(page, 'utf8'));
});
