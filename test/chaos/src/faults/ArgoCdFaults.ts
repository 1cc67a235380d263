import { setTimeout as pause } from 'node:timers/promises';
import { Ground } from '../ground/Ground';
import { previewOf } from '../ground/trace';
import { Random } from '../random';
import { Tally } from './Tally';

/** What happens to Argo CD and what it makes. */
export class ArgoCdFaults {
  readonly #tally: Tally;
  readonly #ground: Ground;
  readonly #random: Random;

  constructor(options: { tally: Tally; ground: Ground; random: Random }) {
    this.#tally = options.tally;
    this.#ground = options.ground;
    this.#random = options.random;
  }

  async stop(seconds: number): Promise<void> {
    await this.#ground.stopArgoCd();
    this.#tally.count('Argo CD stopped');
    await pause(seconds * 1000);
    await this.#ground.startArgoCd();
  }

  /** Its controller is ended by force, and starts anew. */
  async kill(): Promise<void> {
    await this.#ground.killArgoCd?.();
    this.#tally.count('Argo CD killed');
  }

  /** The next syncs go on until they are terminated, or the trouble is over. */
  async hangSyncs(seconds: number, most: number): Promise<void> {
    const deadline = performance.now() + seconds * 1000;
    await this.#ground.hangSyncs({
      most,
      going: () => performance.now() < deadline,
      hung: () => this.#tally.count('sync never ends'),
    });
  }

  /** Something in a few of the namespaces does not go as long as the trouble lasts. */
  async hangFinalizers(seconds: number, most: number): Promise<void> {
    const releases: (() => Promise<void>)[] = [];
    const namespaces = (await this.#ground.objects()).filter(
      ({ kind, deleting }) => kind === 'Namespace' && !deleting,
    );
    const ids = namespaces.flatMap(
      ({ namespace, name }) =>
        previewOf({ resource: 'namespaces', namespace, name }) ?? [],
    );
    while (releases.length < most && ids.length > 0) {
      const [id] = ids.splice(this.#random.integer(0, ids.length - 1), 1);
      const release = await this.#ground.hangFinalizer(id);
      if (!release) continue;
      releases.push(release);
      this.#tally.count('finalizer hangs');
    }
    await pause(seconds * 1000);
    for (const release of releases) await release();
  }
}
