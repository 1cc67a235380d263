import type { JsonObject } from '@backstage/types';
import type { SignalApi } from '@backstage/plugin-signals-react';

/** Signals that a test sends. */
export class FakeSignals implements SignalApi {
  readonly #listeners = new Map<(message: never) => void, string>();

  subscribe<TMessage extends JsonObject = JsonObject>(
    channel: string,
    onMessage: (message: TMessage) => void,
  ) {
    this.#listeners.set(onMessage, channel);
    return { unsubscribe: () => void this.#listeners.delete(onMessage) };
  }

  send(message: JsonObject) {
    for (const [listener, channel] of this.#listeners) {
      if (channel === 'preview-environments') {
        listener(message as never);
      }
    }
  }
}
