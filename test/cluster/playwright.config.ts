import { defineConfig } from '@playwright/test';
import { Setting } from './src/ground/setting';

const judgesTheOthers = 'rights.spec.ts';
/** The same definitions and tests on each gateway, with Istio's mesh behind it. */
const onEveryGateway = '**/routing/*.spec.ts';

/** No browser here: Playwright's runner is used for its fixtures, its naming and its reports. */
export default defineConfig<object, { setting: Setting }>({
  testDir: './src',
  // one cluster, whose audit log is compared: tests run one after the other
  workers: 1,
  fullyParallel: false,
  // Argo CD compares every 15 s, namespaces take 10 s to go: a minute is normal, more than four are not
  timeout: 240_000,
  outputDir: '../../artifacts/cluster',
  reporter: [['list'], ['../../scripts/lib/summaryReporter.mjs']],
  projects: [
    {
      name: 'kit',
      testMatch: '**/*.spec.ts',
      testIgnore: [judgesTheOthers, onEveryGateway],
    },
    {
      name: 'traefik',
      testMatch: onEveryGateway,
      use: { setting: { chained: true } },
    },
    {
      name: 'envoy-gateway',
      testMatch: onEveryGateway,
      use: { setting: { chained: true, gateway: 'edge-eg' } },
    },
    {
      name: 'afterwards',
      testMatch: judgesTheOthers,
      dependencies: ['kit', 'traefik', 'envoy-gateway'],
    },
  ],
});
