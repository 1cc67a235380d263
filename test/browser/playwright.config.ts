import { defineConfig } from '@playwright/test';

const artifacts = '../../artifacts/browser';

/** The story of a pull request in a real browser, against the product on the sandbox; the setup starts both. */
export default defineConfig({
  testDir: './src',
  globalSetup: './src/setup.ts',
  // No file relies on what another one does to a repository, so files may run beside each other; more than two only wait for the processor.
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // A preview takes 10 s, its removal another 5; a machine that does other things as well takes a multiple of that.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  outputDir: `${artifacts}/results`,
  reporter: [
    ['list'],
    ...(process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['json'] as const] : []),
    ['../../scripts/lib/summaryReporter.mjs'],
  ],
  use: {
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    locale: 'en-GB',
    actionTimeout: 30_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM_PATH },
  },
});
