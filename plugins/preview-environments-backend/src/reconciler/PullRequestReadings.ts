import {
  CodeHost,
  PullRequest,
} from '@previewenv/plugin-preview-environments-node';
import { LRUCache } from 'lru-cache';
import { Claim, isOrigin, isOutdated, PreviewRecord } from '../preview';

/** What only carries on what began a moment ago rests on what was read then, for so long. */
const carriedMilliseconds = 30_000;
/** Pull requests that one replica carries on at the same time. */
const mostCarried = 1_000;

interface Reading {
  pullRequest: PullRequest;
  /** Monotonic. */
  at: number;
}

/**
 * Reads a pull request anew for whatever somebody said of it or did to it, and at the latest half a minute after the last time. Looks in
 * between, which nothing but a timer or a cluster has led to, would pay for our own comment: it changes the pull request for its ETag.
 */
export class PullRequestReadings {
  readonly #codeHost: Pick<CodeHost, 'readPullRequest'>;
  readonly #now: () => number;
  readonly #readings = new LRUCache<string, Reading>({ max: mostCarried });

  constructor(options: {
    codeHost: Pick<CodeHost, 'readPullRequest'>;
    /** Monotonic milliseconds. */
    now: () => number;
  }) {
    this.#codeHost = options.codeHost;
    this.#now = options.now;
  }

  /** Undefined when there is none. Throws as the code host does. */
  async read(
    claim: Claim,
    record: PreviewRecord | undefined,
  ): Promise<PullRequest | undefined> {
    const { previewId, repository, number } = claim;
    const carried = this.#carried(claim, record);
    if (carried) return carried;
    this.#readings.delete(previewId);
    const at = this.#now();
    const pullRequest = await this.#codeHost.readPullRequest({
      repository,
      number,
    });
    if (pullRequest?.state === 'open')
      this.#readings.set(previewId, { pullRequest, at });
    return pullRequest;
  }

  /** After a failure, or where another replica has read something newer, nothing is. */
  #carried(
    { previewId, causes, attempts, takenOverAt }: Claim,
    record: PreviewRecord | undefined,
  ): PullRequest | undefined {
    if (attempts > 0 || takenOverAt || causes.some(isOrigin)) return undefined;
    const reading = this.#readings.get(previewId);
    if (!reading || this.#now() - reading.at >= carriedMilliseconds)
      return undefined;
    return isOutdated(reading.pullRequest, record)
      ? undefined
      : reading.pullRequest;
  }
}
