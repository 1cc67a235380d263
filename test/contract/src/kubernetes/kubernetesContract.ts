import { KubernetesApi } from './api';
import { deletion } from './deletion';
import { Ground, Scenario } from './ground';
import { jobs } from './jobs';
import { reading } from './reading';
import { writing } from './writing';

/** What we rely on in a Kubernetes API, the stand-in's and the real one's alike. */
export const kubernetesContract: Record<string, Scenario[]> = {
  writing,
  reading,
  deletion,
  jobs,
};

/** Runs one scenario in a namespace of its own, which is deleted afterwards, whatever the outcome. */
export async function runScenario(
  scenario: Scenario,
  api: KubernetesApi,
): Promise<void> {
  const ground = new Ground(api);
  await ground.begin();
  try {
    await scenario.run(ground);
  } finally {
    await ground.end();
  }
}
