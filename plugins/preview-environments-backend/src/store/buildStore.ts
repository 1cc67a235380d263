import { AskedBuild } from '../preview';
import { BuildKey, BuildOutcome } from './operations/askedBuilds';

/** What is remembered of builds that were asked for. */
export interface BuildStore {
  /** What became of asking for builds of a commit, by name. */
  askedBuilds(
    previewId: string,
    sha: string,
  ): Promise<Record<string, AskedBuild>>;
  /**
   * Writes down that a build is about to be asked for; if nobody hears of it again, it is due once more when the time is over. False when
   * somebody else has begun an attempt since `attempts` were counted.
   */
  beginBuild(
    key: BuildKey,
    options: { attempts: number; retryAfterMilliseconds: number },
  ): Promise<boolean>;
  endBuild(key: BuildKey, outcome: BuildOutcome): Promise<void>;
}
