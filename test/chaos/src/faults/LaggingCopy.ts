import { PassingAnswer, PassingRequest } from './HttpProxy';

/** Milliseconds after which whoever has read of a close has written it down. */
const writtenDownAfter = 5_000;

/** A copy of pull requests that lags behind, as GitHub's read replicas do: it still knows those as open that were closed meanwhile. */
export class LaggingCopy {
  readonly #open = new Map<string, PassingAnswer>();
  readonly #states = new Map<unknown, string>();
  readonly #closedSince = new Map<string, number>();

  /**
   * Notes the true answer; answers the older one when there is one, and the close has been told before: who has never heard of it has
   * nothing else to believe.
   */
  older(
    request: PassingRequest,
    answer: PassingAnswer,
  ): PassingAnswer | undefined {
    const state = this.#stateOf(request, answer);
    if (state === 'open' && answer.status === 200)
      this.#open.set(request.url, answer);
    const before = this.#open.get(request.url);
    if (state === 'open') this.#closedSince.delete(request.url);
    if (state !== 'closed' || !before || !this.#isKnown(request.url))
      return undefined;
    return request.headers['if-none-match'] === before.headers.etag
      ? { ...before, status: 304, body: Buffer.alloc(0) }
      : before;
  }

  #isKnown(url: string): boolean {
    const since = this.#closedSince.get(url);
    if (since === undefined) this.#closedSince.set(url, performance.now());
    return since !== undefined && performance.now() - since > writtenDownAfter;
  }

  #stateOf(
    request: PassingRequest,
    { status, headers, body }: PassingAnswer,
  ): string | undefined {
    if (status === 304)
      return this.#states.get(request.headers['if-none-match']);
    if (status !== 200) return undefined;
    const { state } = JSON.parse(body.toString()) as { state: string };
    this.#states.set(headers.etag, state);
    return state;
  }
}
