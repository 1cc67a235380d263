import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Absences } from './Absences';
import { discardAtExit } from './discard';
import { Driver } from './drive/Driver';
import { Journal } from './drive/Journal';
import { ArgoCdFaults } from './faults/ArgoCdFaults';
import { allFaultClasses, kitFaultClasses } from './faults/classes';
import { DatabaseFaults } from './faults/DatabaseFaults';
import { FaultRunner } from './faults/FaultRunner';
import { ProcessFaults, TroubledBackend } from './faults/ProcessFaults';
import { Tally } from './faults/Tally';
import { Weather } from './faults/Weather';
import { WebhookRelay } from './faults/WebhookRelay';
import { Ground } from './ground/Ground';
import { KitGround } from './ground/kit/KitGround';
import { PostgresServer } from './ground/PostgresServer';
import { dumpTables, readTables } from './ground/tables';
import { SandboxGround } from './ground/SandboxGround';
import { Violation } from './invariants/Violation';
import { Judge } from './Judge';
import { judgeAll } from './judgeAll';
import { artifacts } from './places';
import { Plan } from './plan/Plan';
import { Product } from './Product';
import { copyProduct, ProductSource } from './product/copyProduct';
import { Random } from './random';

/** Milliseconds after the last trouble until everything has to be as it should: more than the longest pause between two tries. */
const quietWithin = 8 * 60_000;

/** Pull requests that are worked on at the same time; a real control plane shares the machine with them. */
const atOnceOnKit = 14;

export interface RunResult {
  tally: Tally;
  journal: Journal;
  violations: Violation[];
}

/** One run: prepare, drive and trouble, let it come to rest, judge. */
export async function run(
  plan: Plan,
  options: {
    postgres: PostgresServer;
    source: ProductSource;
    log: (text: string) => void;
  },
): Promise<RunResult> {
  const { postgres, source, log } = options;
  const { mutation } = source;
  const { cluster } = plan;
  const name = `${cluster ? 'kit-' : ''}${plan.seed}`;
  const data = join(artifacts, mutation?.name ?? name);
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { recursive: true });
  await writeFile(
    join(artifacts, `${name}.json`),
    JSON.stringify(plan, undefined, 2),
  );
  const random = new Random(plan.seed);
  const tally = new Tally(cluster ? kitFaultClasses : allFaultClasses);
  const weather = new Weather({ tally, random: random.fork('weather') });
  const journal = new Journal();
  const stops: (() => Promise<unknown>)[] = [];
  try {
    await postgres.clear();
    discardAtExit(join(data, 'product'));
    const folder = await copyProduct(join(data, 'product'), source);
    const ports = await Product.ports();
    const backends: TroubledBackend[] = [];
    const relay = new WebhookRelay({
      weather,
      backends: () =>
        backends
          .filter(({ backend }) => backend.reachable)
          .map(({ backend }) => backend.port),
    });
    const webhookPort = await relay.start();
    stops.push(() => relay.stop());
    const { repositories } = plan;
    const ground: Ground = cluster
      ? await KitGround.start({ repositories, webhookPort })
      : await SandboxGround.start({ repositories, webhookPort });
    stops.push(() => ground.close());
    const product = new Product({
      ground,
      postgres,
      weather,
      folder,
      data,
      ports,
      backends,
    });
    stops.push(() => product.stop());
    log('starting the backends');
    await product.start();
    await ground.addForeigners();
    const foreigners = await ground.objects();

    const driver = new Driver({
      ground,
      journal,
      atOnce: cluster || mutation ? atOnceOnKit : undefined,
    });
    const runner = new FaultRunner({
      weather,
      kubernetes: ground.apiServer ? [ground.apiServer] : product.kubernetes,
      backends,
      processes: new ProcessFaults({
        tally,
        trace: ground.trace,
        leaseSeconds: ground.leaseSeconds,
      }),
      database: new DatabaseFaults({ tally, postgres }),
      argocd: new ArgoCdFaults({
        tally,
        ground,
        random: random.fork('argocd'),
      }),
      progress: () => driver.progress,
      log,
    });
    log(`driving ${plan.pulls} pull requests`);
    const drive = async (): Promise<void> => {
      await driver.drive(plan.scripts, share => runner.allows(share));
      log('the last pull request is done; the troubles end');
      runner.end();
    };
    const troubles = mutation?.troubles ?? plan.faults;
    await Promise.all([drive(), runner.run(troubles)]);
    weather.clear();
    relay.flush();

    const judge = new Judge({
      ground,
      journal,
      postgres,
      codeHostWrites: () => product.codeHostWrites,
      foreigners,
    });
    const violations = await judgeAll({
      judge,
      absences: new Absences({ ground, tally }),
      quietWithin,
      wanted: mutation?.caughtBy,
      log,
    });
    await writeFile(
      join(data, 'found.json'),
      JSON.stringify({
        violations,
        journal: journal.entries,
        trace: ground.trace.entries,
        pulls: await ground.pulls(),
        tables: await dumpTables(
          postgres,
          Object.keys(await readTables(postgres)),
        ),
      }),
    );
    return { tally, journal, violations };
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}
