import { test } from '@playwright/test';
import {
  kubernetesContract,
  runScenario,
} from '@previewenv/test-contract/src/kubernetes';
import { adminApi } from './ground/api';

// The same assertions hold the sandbox's stand-in to what the real API server does.
for (const [part, scenarios] of Object.entries(kubernetesContract)) {
  test.describe(`the API server, ${part}`, () => {
    for (const scenario of scenarios) {
      test(scenario.name, async () => runScenario(scenario, await adminApi()));
    }
  });
}
