/* eslint-disable no-console -- a program of its own, which tells people what it does */
import { Options } from './options';
import { mutations } from './product/mutations';

/** Minutes that a run may take beside its pull requests, on a busy machine. */
const minutesPerRun = 14;
/** On a real control plane, where everything takes longer. */
const minutesPerRunOnCluster = 45;
/** Seconds that each of its pull requests may add. */
const secondsPerPull = 2;

/** Minutes in which a run has to be over, whatever happens. */
export function limitOf({ pulls, cluster, mutations: all }: Options): number {
  const least = cluster ? minutesPerRunOnCluster : minutesPerRun;
  const each = least + (pulls * secondsPerPull) / 60;
  return Math.ceil(all ? each * mutations.length : each);
}

/** Ends this process, and with it all that it has started, when a run takes too long: nobody waits for ever for what hangs. */
export function limitTime(options: Options): void {
  const minutes = limitOf(options);
  setTimeout(() => {
    console.error(
      `Not over after ${minutes} minutes: the run hangs, or the machine is too slow for it. The last line says how far it came; the backends' logs are in artifacts/chaos.`,
    );
    process.exit(1);
  }, minutes * 60_000).unref();
}
