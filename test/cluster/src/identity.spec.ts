import { test } from '@playwright/test';
import {
  buildWorld,
  identityAttempts,
  KubernetesApi,
  tryAttempt,
  World,
} from '@previewenv/test-contract/src/kubernetes';
import { adminApi, apiOf } from './ground/api';
import { backendKubeconfig, preparePlatform } from './ground/platform';

let backend: KubernetesApi;
let world: World;
let leave: () => Promise<void>;

test.beforeAll(async () => {
  await preparePlatform({ sourceRepos: ['*'] });
  backend = await apiOf(await backendKubeconfig());
  const built = await buildWorld({ admin: await adminApi(), backend });
  world = built.world;
  leave = built.end;
});

test.afterAll(async () => leave?.());

for (const attempt of identityAttempts) {
  test(`${attempt.outcome}: ${attempt.name}`, async () =>
    tryAttempt(attempt, world, backend));
}
