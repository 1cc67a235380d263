/* eslint-disable jest/no-export -- the suites are called by the tests of each implementation */
/* eslint-disable jest/expect-expect -- the scenarios assert, so that a plain script can run them too */
import { KubernetesApi } from './api';
import { buildWorld, tryAttempt } from './backendIdentity';
import { identityAttempts } from './identityAttempts';
import { kubernetesContract, runScenario } from './kubernetesContract';

/** Registers the contract with Jest. */
export function describeKubernetesApi(options: {
  /** What is held to the contract, for the titles. */
  name: string;
  /** Asked for once per scenario. An identity that may do everything in namespaces that it makes. */
  api: () => KubernetesApi | Promise<KubernetesApi>;
}): void {
  describe(`${options.name} as a Kubernetes API`, () => {
    describe.each(Object.entries(kubernetesContract))('%s', (_, scenarios) => {
      it.each(scenarios)(
        '$name',
        async scenario => runScenario(scenario, await options.api()),
        60_000,
      );
    });
  });
}

/**
 * Registers with Jest what the shipped manifests allow and refuse, by real requests. `backend` is the shipped
 * ServiceAccount, `admin` may do everything.
 */
export function describeBackendIdentity(options: {
  admin: () => KubernetesApi | Promise<KubernetesApi>;
  backend: () => KubernetesApi | Promise<KubernetesApi>;
}): void {
  describe("the backend's identity", () => {
    let api: KubernetesApi;
    let built: Awaited<ReturnType<typeof buildWorld>>;

    beforeAll(async () => {
      api = await options.backend();
      built = await buildWorld({ admin: await options.admin(), backend: api });
    }, 60_000);

    afterAll(async () => built?.end());

    it.each(identityAttempts)('$name: $outcome', async attempt =>
      tryAttempt(attempt, built.world, api),
    );
  });
}
