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

interface Scene {
  backend: KubernetesApi;
  world: World;
  end: () => Promise<void>;
}
const scene: Partial<Scene> = {};

test.beforeAll(async () => {
  await preparePlatform();
  const backend = await apiOf(await backendKubeconfig());
  const built = await buildWorld({ admin: await adminApi(), backend });
  Object.assign(scene, { backend, ...built });
});

test.afterAll(async () => scene.end?.());

for (const attempt of identityAttempts) {
  test(`${attempt.outcome}: ${attempt.name}`, async () => {
    const { world, backend } = scene as Scene;
    await tryAttempt(attempt, world, backend);
  });
}
