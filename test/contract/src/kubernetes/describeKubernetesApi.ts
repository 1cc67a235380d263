import { KubernetesApi } from './api';
import { deletion } from './deletion';
import { Ground, Scenario } from './ground';
import { reading } from './reading';
import { writing } from './writing';

/** What we rely on in a Kubernetes API, the stand-in's and the real one's alike. */
export const kubernetesContract: Record<string, Scenario[]> = {
  writing,
  reading,
  deletion,
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

/** Registers the contract with Jest. */
export function describeKubernetesApi(options: {
  /** What is held to the contract, for the titles. */
  name: string;
  /** Asked for once per scenario. An identity that may do everything in namespaces that it makes. */
  api: () => KubernetesApi | Promise<KubernetesApi>;
}): void {
  describe(`${options.name} as a Kubernetes API`, () => {
    for (const [part, scenarios] of Object.entries(kubernetesContract)) {
      describe(part, () => {
        it.each(scenarios)(
          '$name',
          async scenario => runScenario(scenario, await options.api()),
          60_000,
        );
      });
    }
  });
}
