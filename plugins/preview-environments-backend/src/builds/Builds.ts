import { LoggerService } from '@backstage/backend-plugin-api';
import {
  CodeHost,
  CommitCheck,
  isRefused,
  isWaiting,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { AskedBuild, BuildRequest, RunFact, triggerName } from '../preview';
import { Store } from '../store/types';
import { Sender, Senders } from './senders';

export interface BuildsOptions {
  store: Pick<Store, 'askedBuilds' | 'beginBuild' | 'endBuild'>;
  codeHost: Pick<CodeHost, 'readCheck' | 'readRun'>;
  senders: Senders;
  logger: LoggerService;
}

const firstPauseMilliseconds = 15_000;
const longestPauseMilliseconds = 10 * 60_000;

/** Asks for builds, each once for a commit, and knows what became of that. */
export class Builds {
  readonly #options: BuildsOptions;

  constructor(options: BuildsOptions) {
    this.#options = options;
  }

  async asked(
    previewId: string,
    sha: string,
  ): Promise<Record<string, AskedBuild>> {
    return this.#options.store.askedBuilds(previewId, sha);
  }

  /** Without the right to read checks a preview waits for its image, as it does without a check. */
  async check(
    repository: RepositoryRef,
    sha: string,
    name: string,
  ): Promise<CommitCheck | undefined> {
    const { codeHost, logger } = this.#options;
    try {
      return await codeHost.readCheck?.(repository, sha, name);
    } catch (error) {
      if (!isWaiting(error) && !isRefused(error)) throw error;
      logger.warn(`The check ${name} was not read: ${error.message}`);
      return undefined;
    }
  }

  /** What a person has to change is told, because nothing else says how the build goes. */
  async run(
    repository: RepositoryRef,
    runId: string,
  ): Promise<RunFact | undefined> {
    const { codeHost, logger } = this.#options;
    try {
      return await codeHost.readRun?.(repository, runId);
    } catch (error) {
      if (isRefused(error))
        return { state: 'unreadable', reason: error.message };
      if (!isWaiting(error)) throw error;
      logger.warn(`The run ${runId} was not read: ${error.message}`);
      return undefined;
    }
  }

  /**
   * The attempt is written down before it is made: whoever dies in between has it made once more, later, and never at once. What fails is
   * tried again ever more seldom. Answers whether the build has a page now.
   */
  async request(request: BuildRequest): Promise<boolean> {
    const { store, senders } = this.#options;
    const { previewId, sha, attempts, trigger } = request;
    const key = { previewId, sha, build: triggerName(trigger) };
    const pause = Math.min(
      longestPauseMilliseconds,
      firstPauseMilliseconds * 2 ** attempts,
    );
    const counted = { attempts, retryAfterMilliseconds: pause };
    if (!(await store.beginBuild(key, counted))) return false;
    try {
      const send = senders[trigger.kind] as Sender<typeof trigger.kind>;
      const { url, runId } = await send(request, trigger);
      await store.endBuild(key, { url, runId });
      return url !== undefined;
    } catch (error) {
      if (!isWaiting(error) && !isRefused(error)) throw error;
      const asked = isWaiting(error) ? error.afterMilliseconds ?? 0 : 0;
      await store.endBuild(key, {
        problem: error.message,
        retryAfterMilliseconds: Math.max(pause, asked),
      });
      return false;
    }
  }
}
