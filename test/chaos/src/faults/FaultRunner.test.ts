import { EventEmitter, once } from 'node:events';
import { PlannedFault } from '../plan/faults';
import { once as oneOf, only } from '../plan/fewFaults';
import { Random } from '../random';
import { FaultRunner, FaultRunnerOptions } from './FaultRunner';
import { Tally } from './Tally';
import { Weather } from './Weather';

interface Killed {
  /** Lets the backend run again. */
  restart: () => void;
}

/** A run in which a backend that is killed starts again when the test says so. */
function setting(processes: PlannedFault[]) {
  let progress = 0;
  const kills = new EventEmitter();
  const weather = new Weather({ tally: new Tally(), random: new Random(1) });
  const runner = new FaultRunner({
    weather,
    kubernetes: [],
    backends: [],
    processes: {
      kill: () =>
        new Promise<void>(restart => kills.emit('killed', { restart })),
    },
    database: {},
    argocd: {},
    progress: () => progress,
    log: () => {},
  } as unknown as FaultRunnerOptions);
  const ended = runner.run(only({ processes }));
  /** Answers the trouble that comes then. */
  const reach = async (share: number): Promise<Killed> => {
    progress = share;
    const [killed] = await once(kills, 'killed');
    return killed;
  };
  return { runner, reach, kills, ended };
}

const kill = (at: number) =>
  oneOf('backend kill -9', { at, seconds: 1, backend: 0 });

describe('the troubles of a run', () => {
  it('are waited for by pull requests that would leave them behind', async () => {
    const { runner, reach, ended } = setting([kill(0.2), kill(0.6)]);
    const allowed = (...shares: number[]) =>
      shares.map(share => runner.allows(share));
    expect(allowed(0.3, 0.5)).toEqual([true, false]);
    const first = await reach(0.3);
    expect(allowed(0.3, 0.5)).toEqual([true, false]);
    first.restart();
    const second = await reach(0.6);
    expect(allowed(0.5, 0.9)).toEqual([true, false]);
    second.restart();
    await ended;
    expect(allowed(1)).toEqual([true]);
  });

  it('do not come when nobody is left to be troubled', async () => {
    const { runner, kills, ended } = setting([kill(0.9)]);
    const killed = jest.fn();
    kills.on('killed', killed);
    runner.end();
    await ended;
    expect(killed).not.toHaveBeenCalled();
  });
});
