import { setTimeout as pause } from 'node:timers/promises';
import { Restartable } from '../ground/Ground';
import { Lanes, PlannedFault } from '../plan/faults';
import { ArgoCdFaults } from './ArgoCdFaults';
import { DatabaseFaults } from './DatabaseFaults';
import { ProcessFaults, TroubledBackend } from './ProcessFaults';
import { Weather } from './Weather';

export interface FaultRunnerOptions {
  weather: Weather;
  /** The API server, or the backends' ways to it. */
  kubernetes: Restartable[];
  backends: TroubledBackend[];
  processes: ProcessFaults;
  database: DatabaseFaults;
  argocd: ArgoCdFaults;
  /** How far the run is, 0 to 1. */
  progress: () => number;
  log: (text: string) => void;
}

const pollMilliseconds = 200;
/** How far the pull requests may be ahead of troubles that come one after the other: one that comes too late troubles nobody. */
const longestLead = 0.15;

/** Lets happen what is planned, when the run has come so far. */
export class FaultRunner {
  readonly #options: FaultRunnerOptions;
  /** When the next trouble of each lane is to come, 0 to 1. */
  readonly #next = new Map<PlannedFault[], number>();
  #over = false;

  constructor(options: FaultRunnerOptions) {
    this.#options = options;
  }

  /** Ends when all that is planned has happened and has passed. */
  async run(lanes: Lanes): Promise<void> {
    const inTurn = async (faults: PlannedFault[]): Promise<void> => {
      for (const fault of faults) {
        this.#next.set(faults, fault.at);
        await this.#perform(fault);
      }
      this.#next.delete(faults);
    };
    await Promise.all([
      ...lanes.requests.map(fault => this.#perform(fault)),
      inTurn(lanes.argocd),
      inTurn(lanes.database),
      inTurn(lanes.processes),
    ]);
  }

  /** Whether this share of the pull requests may begin by now: a trouble that lasts longer than was planned is waited for. */
  allows(share: number): boolean {
    return [...this.#next.values()].every(at => share <= at + longestLead);
  }

  /** No more pull request begins: what is still to come would trouble nobody, and does not come. */
  end(): void {
    this.#over = true;
  }

  async #perform(fault: PlannedFault): Promise<void> {
    while (this.#options.progress() < fault.at && !this.#over)
      await pause(pollMilliseconds);
    if (this.#over) return;
    this.#options.log(
      `${fault.class} (${fault.seconds} s, backend ${fault.backend})`,
    );
    await this.#trouble(fault);
  }

  async #trouble(fault: PlannedFault): Promise<void> {
    const { processes, database, argocd, backends } = this.#options;
    const { seconds, most } = fault;
    const backend = backends[fault.backend];
    switch (fault.class) {
      case 'Argo CD stopped':
        return argocd.stop(seconds);
      case 'Argo CD killed':
        return argocd.kill();
      case 'sync never ends':
        return argocd.hangSyncs(seconds, most);
      case 'finalizer hangs':
        return argocd.hangFinalizers(seconds, most);
      case 'database connection cut':
        return database.cut();
      case 'serialization failure':
        return database.refuse(seconds, fault.probability);
      case 'database restart':
        return database.restart();
      case 'backend kill -9':
        return processes.kill(backend, seconds);
      case 'backend SIGSTOP':
        return processes.standStill(backend, seconds);
      case 'clock ahead':
        return processes.setClock(backend, 'ahead', seconds);
      case 'clock behind':
        return processes.setClock(backend, 'behind', seconds);
      case 'Kubernetes restart':
        return this.#restartKubernetes(seconds);
      default:
        return this.#storm(fault);
    }
  }

  async #restartKubernetes(seconds: number): Promise<void> {
    const { kubernetes, weather } = this.#options;
    await Promise.all(kubernetes.map(each => each.close()));
    weather.tally.count('Kubernetes restart');
    await pause(seconds * 1000);
    await Promise.all(kubernetes.map(each => each.open()));
  }

  async #storm({ class: name, probability, most, seconds }: PlannedFault) {
    const { weather } = this.#options;
    const before = weather.tally.of(name);
    weather.begin(name, { probability, most });
    const deadline = performance.now() + seconds * 1000;
    while (
      weather.isOn(name) &&
      !this.#over &&
      (performance.now() < deadline || weather.tally.of(name) === before)
    )
      await pause(pollMilliseconds);
    weather.end(name);
  }
}
