import type { SignalApi } from '@backstage/plugin-signals-react';
import { act } from '@testing-library/react';

/** Signals that a test sends. */
export class FakeSignals implements SignalApi {
  readonly #listeners = new Map<(message: never) => void, string>();

  subscribe: SignalApi['subscribe'] = (channel, onMessage) => {
    this.#listeners.set(onMessage, channel);
    return { unsubscribe: () => void this.#listeners.delete(onMessage) };
  };

  send(message: { ids?: string[]; entityRefs?: string[] }) {
    act(() => {
      for (const [listener, channel] of this.#listeners) {
        if (channel === 'preview-environments') {
          listener(message as never);
        }
      }
    });
  }
}
