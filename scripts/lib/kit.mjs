import { fileURLToPath } from 'node:url';
import { missingNeeds } from './kitNeeds.mjs';
import { launch, outputOf, run } from './processes.mjs';

const folder = fileURLToPath(
  new URL('../../test/cluster/kit/', import.meta.url),
);

/** The programs of the tiers; a tier that is not named shares those of the control plane. */
const builtAs = {
  argocd: 'argocd',
  applicationset: 'argocd',
  'argocd-server': 'argocd',
  'envoy-gateway': 'envoy-gateway',
  istio: 'istio',
  registry: 'registry',
};

/** The cluster kit of test/cluster/kit, in a network namespace of its own. */
export class Kit {
  #environment;

  /** `name` is the network namespace, unless KIT_NS says otherwise; kits of different names run side by side. */
  constructor({ name }) {
    const namespace = process.env.KIT_NS ?? name;
    this.#environment = {
      KIT_NS: namespace,
      KIT_RUN: process.env.KIT_RUN ?? `/tmp/cluster-kit/${namespace}`,
    };
  }

  /** Logs, keys and data of what is up. */
  get directory() {
    return this.#environment.KIT_RUN;
  }

  /** Builds what the tiers need and no earlier build has left in the cache. Throws when the machine lacks something. */
  async build(tiers) {
    const wanted = new Set([
      'control-plane',
      ...tiers.map(tier => builtAs[tier]).filter(Boolean),
    ]);
    const listed = await outputOf(`${folder}build`, ['--missing', ...wanted]);
    const missing = listed?.split('\n').filter(Boolean) ?? [...wanted];
    const problems = await missingNeeds({ build: missing.length > 0 });
    if (problems.length > 0) throw new Error(problems.join('\n'));
    if (missing.length === 0) return;
    console.log(
      `Building ${missing.join(
        ', ',
      )} once, into a cache: up to 20 minutes without a cache of Go's.`,
    );
    await run(`${folder}build`, missing);
  }

  /** Starts the control plane and the tiers. */
  async up(tiers, env = {}) {
    await run(`${folder}up`, tiers, { env: { ...this.#environment, ...env } });
  }

  /** Stops everything; `keep` leaves data and logs. Works after an interruption and when nothing runs. */
  async down({ keep = false } = {}) {
    await run(`${folder}down`, keep ? ['--keep'] : [], {
      env: this.#environment,
      anyway: true,
      // a terminal's Ctrl-C must not end the cleaning up too
      detached: true,
    });
  }

  /** Starts a program inside the network namespace, with the administrator's KUBECONFIG. */
  inside(command, args, { env = {}, ...options } = {}) {
    return launch(`${folder}in`, [command, ...args], {
      env: { ...this.#environment, ...env },
      ...options,
    });
  }
}
