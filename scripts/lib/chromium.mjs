// The Chromium that browser tests run in: CHROMIUM_PATH, else an installed one, else that of @sparticuz/chromium.
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

const names = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
];
const macApplication =
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * The path of an executable. Throws an Error with the cure when there is none.
 *
 * @param {{ root: string, environment?: Record<string, string | undefined> }} options
 * @returns {Promise<string>}
 */
export async function findChromium({ root, environment = process.env }) {
  const given = environment.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new Error(`CHROMIUM_PATH is ${given}, and nothing is there`);
  }
  return installed(environment) ?? unpacked(root);
}

function installed({ PATH = '' }) {
  const places = PATH.split(delimiter).flatMap(folder =>
    names.map(name => join(folder, name)),
  );
  return [...places, macApplication].find(path => existsSync(path));
}

/** The package takes whatever lies in the temporary folder, of any version: each version gets a folder of its own. */
async function unpacked(root) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'There is no Chrome or Chromium on this machine. Install one, or get one by npx playwright install chromium and set CHROMIUM_PATH to it.',
    );
  }
  const require = createRequire(import.meta.url);
  const home = dirname(dirname(require.resolve('@sparticuz/chromium')));
  const { version } = require(join(home, 'package.json'));
  const folder = join(root, `node_modules/.cache/chromium-${version}`);
  mkdirSync(folder, { recursive: true });
  const { default: chromium } = await import('@sparticuz/chromium');
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder;
  try {
    return await chromium.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}
