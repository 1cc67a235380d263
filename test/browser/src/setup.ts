/* eslint-disable no-console -- a start that takes half a minute says what it does */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFontConfiguration } from './browser/fonts';
import { artifacts, root } from './places';
import { addresses } from './product/addresses';
import { findFreeBase } from './product/freeBase';
import { startProduct } from './product/startProduct';

/** Starts everything once for all tests, and tells them by the environment. Answers how to end it. */
export default async function setUp(): Promise<() => Promise<void>> {
  // Without a handler a SIGTERM would end us before we could end what we started.
  process.once('SIGTERM', () => process.exit(143));
  rmSync(artifacts, { recursive: true, force: true });
  // Playwright turns static imports into calls of require, which such a file does not take.
  // eslint-disable-next-line @backstage/no-relative-monorepo-imports -- the scripts belong to no package
  const { findChromium } = await import('../../../scripts/lib/chromium.mjs');
  process.env.CHROMIUM_PATH = await findChromium({ root });
  process.env.FONTCONFIG_FILE = writeFontConfiguration(root);
  const base = await findFreeBase();
  process.env.SANDBOX_PORT_BASE = String(base);
  const state = mkdtempSync(join(tmpdir(), 'preview-environments-browser-'));
  const clear = () => rmSync(state, { recursive: true, force: true });
  process.once('exit', clear);
  const begin = performance.now();
  console.log(`Starting the product on the sandbox at ${addresses().ui} ...`);
  const stop = await startProduct(base, state);
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`It is ready after ${seconds} s.`);
  return async () => {
    await stop();
    clear();
  };
}
