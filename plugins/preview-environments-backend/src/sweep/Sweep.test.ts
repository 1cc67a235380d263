import { mockServices } from '@backstage/backend-test-utils';
import {
  AbandonedObject,
  Orphan,
  RemovalPermit,
  SweepStatus,
} from '../preview';
import { record } from '../preview/__testUtils__/builders';
import { PreviewChange } from '../store';
import { minutesLater, namespace } from './__testUtils__/found';
import { Suspect } from './compare';
import { Reading } from './Survey';
import { Sweep } from './Sweep';

const id = 'dev.web-pr-42';
const stranger: Suspect = {
  id,
  cluster: 'dev',
  previewId: 'web-pr-42',
  objects: [namespace()],
  reason: 'Nobody knows it.',
  removal: 'directly',
};
const leftover: Suspect = { ...stranger, removal: 'reconcile' };
const held: RemovalPermit = {
  permitted: false,
  because: 'held',
  since: minutesLater(0),
  limit: 3,
};

/** A store in memory, and a survey that finds what it is told to. */
class Ground {
  suspects: Suspect[] = [];
  read = new Set(['dev']);
  problems: string[] = [];
  permit: RemovalPermit = { permitted: true };
  orphans: Orphan[] = [];
  status: SweepStatus = { sweptAt: undefined, problems: [] };
  known = record({ phase: 'gone', clusters: [] });
  abandoned: AbandonedObject[] = [];
  readonly changes: PreviewChange[] = [];
  readonly withdraw = jest.fn(async (_subject: string) => {});
  readonly remove = jest.fn(async () => new Map([[id, ['finalizer x/y']]]));
  readonly logger = mockServices.logger.mock();
  #minute = 0;

  sweepOf(removes: boolean): Sweep {
    return new Sweep({
      survey: { take: async () => this.#reading() },
      store: {
        change: async (_id, _cause, change) => {
          const after = change(this.known);
          if (after) this.changes.push(after);
          return after ? 'changed' : 'unchanged';
        },
        orphans: async () => this.orphans,
        recordOrphans: async ({ kept, dropped }) => {
          const ids = [...dropped, ...kept.map(one => one.id)];
          this.orphans = [
            ...this.orphans.filter(one => !ids.includes(one.id)),
            ...kept,
          ];
        },
        sweepStatus: async () => this.status,
        recordSweep: async status => {
          this.status = status;
        },
      },
      removals: { permit: async () => this.permit, withdraw: this.withdraw },
      remover: { remove: this.remove },
      clusters: ['dev'],
      removes,
      everyMilliseconds: 5 * 60_000,
      logger: this.logger,
    });
  }

  /** A sweep every five minutes. */
  async sweep(times: number, removes = true): Promise<Sweep> {
    const sweep = this.sweepOf(removes);
    for (let count = 0; count < times; count += 1) {
      await sweep.sweep({
        remainingMilliseconds: () => 75_000,
        signal: new AbortController().signal,
      });
      this.#minute += 5;
    }
    return sweep;
  }

  #reading(): Reading {
    const { suspects, read, problems } = this;
    return {
      at: minutesLater(this.#minute),
      read,
      problems,
      suspects,
      leaving: [],
    };
  }
}

describe('what has no reason to exist', () => {
  it('is shown after the first sweep, and not touched', async () => {
    const ground = new Ground();
    ground.suspects = [stranger];
    await ground.sweep(1);
    expect(ground.orphans).toMatchObject([{ id, state: 'suspected' }]);
    expect(ground.remove).not.toHaveBeenCalled();
    expect(ground.logger.warn).toHaveBeenCalledTimes(1);
  });

  it('goes after the second one, when nobody knows its preview', async () => {
    const ground = new Ground();
    ground.suspects = [stranger];
    await ground.sweep(2);
    expect(ground.remove).toHaveBeenCalledWith(
      [expect.objectContaining({ id, previewId: 'web-pr-42' })],
      expect.objectContaining({ generation: minutesLater(5).getTime() }),
    );
    expect(ground.orphans).toMatchObject([
      { id, state: 'removing', blockedBy: ['finalizer x/y'] },
    ]);
    expect(ground.changes).toEqual([]);
  });

  it('goes by its own looks, when its preview is known to be gone', async () => {
    const ground = new Ground();
    ground.suspects = [leftover];
    await ground.sweep(1);
    expect(ground.changes).toEqual([]);
    await ground.sweep(1);
    expect(ground.changes).toMatchObject([
      { record: { phase: 'terminating', clusters: ['dev'] } },
    ]);
    expect(ground.orphans).toMatchObject([{ state: 'removing' }]);
    expect(ground.remove).not.toHaveBeenCalled();
  });

  it('stays when its preview lives again by then', async () => {
    const ground = new Ground();
    ground.suspects = [leftover];
    ground.known = record({ phase: 'ready' });
    await ground.sweep(2);
    expect(ground.changes).toEqual([]);
    expect(ground.orphans).toMatchObject([{ state: 'suspected' }]);
  });

  it('waits for an administrator when more would go than may go', async () => {
    const ground = new Ground();
    ground.suspects = [stranger];
    ground.permit = held;
    await ground.sweep(3);
    expect(ground.orphans).toMatchObject([{ id, state: 'held' }]);
    expect(ground.remove).not.toHaveBeenCalled();
    ground.permit = { permitted: true };
    await ground.sweep(1);
    expect(ground.remove).toHaveBeenCalledTimes(1);
  });

  it('waits for nobody any more when it is not there any more', async () => {
    const ground = new Ground();
    ground.suspects = [stranger];
    ground.permit = held;
    await ground.sweep(2);
    ground.suspects = [];
    await ground.sweep(1);
    expect(ground.withdraw).toHaveBeenCalledWith(id);
    expect(ground.orphans).toEqual([]);
  });

  it('is left to people when what it says does not fit together', async () => {
    const ground = new Ground();
    ground.suspects = [{ ...stranger, removal: undefined }];
    await ground.sweep(3);
    expect(ground.remove).not.toHaveBeenCalled();
    expect(ground.orphans).toMatchObject([{ state: 'suspected' }]);
  });

  it('is only shown in the mode observe', async () => {
    const ground = new Ground();
    ground.suspects = [stranger, { ...leftover, id: 'dev.web-pr-43' }];
    await ground.sweep(3, false);
    expect(ground.orphans).toHaveLength(2);
    expect(ground.remove).not.toHaveBeenCalled();
    expect(ground.changes).toEqual([]);
  });

  it('is not forgotten, nor removed, while its cluster can not be read', async () => {
    const ground = new Ground();
    ground.suspects = [stranger];
    await ground.sweep(1);
    ground.suspects = [];
    ground.read = new Set();
    await ground.sweep(2);
    expect(ground.orphans).toMatchObject([{ id, state: 'suspected' }]);
    expect(ground.remove).not.toHaveBeenCalled();
  });
});

describe('the state of the sweep', () => {
  it('is dated by the last one that read every cluster', async () => {
    const ground = new Ground();
    const sweep = await ground.sweep(2);
    expect((await sweep.status()).sweptAt).toEqual(minutesLater(5));
    ground.read = new Set();
    ground.problems = ['Cluster dev was not compared.'];
    ground.status = { sweptAt: minutesLater(7), problems: ground.problems };
    // Somebody else's sweep was later than ours.
    expect(await sweep.status()).toEqual(ground.status);
  });

  it('says a problem once in the log', async () => {
    const ground = new Ground();
    ground.read = new Set();
    ground.problems = ['Cluster dev was not compared.'];
    const sweep = await ground.sweep(3);
    expect(ground.logger.warn.mock.calls).toEqual([[ground.problems[0]]]);
    expect(await sweep.status()).toEqual({
      sweptAt: undefined,
      problems: ground.problems,
    });
  });
});
