import { defineConfig } from '@playwright/test';

/** No browser here: Playwright's runner is used for its fixtures, its naming and its reports. */
export default defineConfig({
  testDir: './src',
  testMatch: '**/*.spec.ts',
  // one cluster, whose audit log is compared: tests run one after the other
  workers: 1,
  fullyParallel: false,
  // Argo CD compares every 15 s, namespaces take 10 s to go: a minute is normal, three are not
  timeout: 180_000,
  outputDir: '../../artifacts/cluster',
  reporter: [['list'], ['../../scripts/lib/summaryReporter.mjs']],
});
