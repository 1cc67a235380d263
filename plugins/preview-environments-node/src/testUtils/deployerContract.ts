import { deepStrictEqual, ok, rejects } from 'node:assert/strict';
import { Deployer, DesiredDeployment } from '../deployer';
import { isRefused, isWaiting } from '../outcomes';

/**
 * A platform of its own for one scenario, with nothing on it.
 *
 * @public
 */
export interface DeployerGround {
  deployer: Deployer;
  /** A deployment that the platform can run. */
  deployment: DesiredDeployment;
  /** The same at a later commit. */
  later: DesiredDeployment;
  /** How often the deployer has changed something on the platform. */
  writes(): number;
  /** Lets the platform do its part, until there is nothing left to do. */
  settle(): Promise<void>;
  /** Somebody else runs something where the deployment would go. */
  occupy(deployment: DesiredDeployment): Promise<void>;
  /** From now on the platform is out of reach. */
  cutOff(): void;
  reconnect(): void;
}

/**
 * A rule of the contract: passes silently, or throws what is wrong.
 *
 * @public
 */
export interface DeployerScenario {
  name: string;
  run(ground: DeployerGround): Promise<void>;
}

/**
 * What every deployer promises when it is called twice, called late, and when the cluster is gone.
 *
 * @public
 */
export const deployerContract: DeployerScenario[] = [
  {
    name: 'knows that nothing is there',
    async run({ deployer, deployment }) {
      const { previewId, cluster } = deployment;
      deepStrictEqual(await deployer.status(deployment), { state: 'absent' });
      deepStrictEqual(await deployer.list({ previewId, cluster }), []);
    },
  },
  {
    name: 'makes a deployment once, however often it is asked',
    async run({ deployer, deployment, writes, settle }) {
      deepStrictEqual(await deployer.ensure(deployment), 'created');
      const once = writes();
      deepStrictEqual(await deployer.ensure(deployment), 'unchanged');
      await settle();
      deepStrictEqual(await deployer.ensure(deployment), 'unchanged');
      deepStrictEqual(writes(), once);
    },
  },
  {
    name: 'is healthy only after the platform is through',
    async run({ deployer, deployment, settle }) {
      await deployer.ensure(deployment);
      await notHealthy(deployer, deployment);
      await settle();
      deepStrictEqual(await deployer.status(deployment), { state: 'healthy' });
    },
  },
  {
    name: 'is not healthy by the commit before',
    async run({ deployer, deployment, later, settle }) {
      await deployer.ensure(deployment);
      await settle();
      await notHealthy(deployer, later);
      deepStrictEqual(await deployer.ensure(later), 'updated');
      await notHealthy(deployer, later);
      await settle();
      deepStrictEqual(await deployer.status(later), { state: 'healthy' });
    },
  },
  {
    name: "lists a preview's own deployments, also one that nobody asks for any more",
    async run({ deployer, deployment }) {
      const { previewId, cluster, component } = deployment;
      await deployer.ensure(deployment);
      await deployer.ensure({ ...deployment, component: 'former' });
      await deployer.ensure({ ...deployment, previewId: `${previewId}0` });
      const found = await deployer.list({ previewId, cluster });
      deepStrictEqual(
        found.map(one => one.component).sort(),
        [component, 'former'].sort(),
      );
      ok(found.every(one => one.previewId === previewId));
    },
  },
  {
    name: 'tries again when asked, and has nothing to try where nothing is',
    async run({ deployer, deployment, settle }) {
      await deployer.resync(deployment, 'asked for by a person');
      deepStrictEqual(await deployer.status(deployment), { state: 'absent' });
      await deployer.ensure(deployment);
      await settle();
      await deployer.resync(deployment, 'asked for by a person');
      await deployer.resync(deployment, 'asked for by a person');
      await settle();
      deepStrictEqual(await deployer.status(deployment), { state: 'healthy' });
    },
  },
  {
    name: 'takes a deployment away, however often it is asked, and says so only when it is gone',
    async run({ deployer, deployment, settle, writes }) {
      const identity = await made(deployer, deployment);
      await settle();
      const first = await deployer.destroy(identity);
      if (first.state === 'deleting') {
        ok(first.reason);
        const once = writes();
        deepStrictEqual((await deployer.destroy(identity)).state, 'deleting');
        deepStrictEqual(writes(), once);
        deepStrictEqual((await deployer.status(deployment)).state, 'deleting');
      }
      await settle();
      deepStrictEqual(await deployer.destroy(identity), { state: 'absent' });
      deepStrictEqual(await deployer.status(deployment), { state: 'absent' });
    },
  },
  {
    name: 'never revives what is being taken away',
    async run({ deployer, deployment, later, settle }) {
      const identity = await made(deployer, deployment);
      const { state } = await deployer.destroy(identity);
      if (state === 'deleting')
        await rejects(deployer.ensure(later), isWaiting);
      await settle();
      deepStrictEqual(await deployer.destroy(identity), { state: 'absent' });
      deepStrictEqual(await deployer.ensure(later), 'created');
    },
  },
  {
    name: 'never adopts what is not its own, and never takes it away',
    async run({ deployer, deployment, occupy, writes }) {
      await occupy(deployment);
      const before = writes();
      const { previewId, cluster } = deployment;
      await rejects(deployer.ensure(deployment), isRefused);
      deepStrictEqual(await deployer.list({ previewId, cluster }), []);
      deepStrictEqual(writes(), before);
    },
  },
  {
    name: 'concludes nothing about a cluster that is out of reach',
    async run({ deployer, deployment, later, settle, cutOff, reconnect }) {
      const identity = await made(deployer, deployment);
      await settle();
      cutOff();
      const { previewId, cluster } = deployment;
      await rejects(deployer.status(deployment), isWaiting);
      await rejects(deployer.list({ previewId, cluster }), isWaiting);
      await rejects(deployer.ensure(later), isWaiting);
      await rejects(deployer.destroy(identity), isWaiting);
      reconnect();
      deepStrictEqual(await deployer.status(deployment), { state: 'healthy' });
    },
  },
];

async function made(deployer: Deployer, deployment: DesiredDeployment) {
  const { previewId, cluster } = deployment;
  await deployer.ensure(deployment);
  const [identity] = await deployer.list({ previewId, cluster });
  ok(identity, 'what was made is listed');
  return identity;
}

async function notHealthy(deployer: Deployer, deployment: DesiredDeployment) {
  const status = await deployer.status(deployment);
  deepStrictEqual(status.state, 'progressing');
}
