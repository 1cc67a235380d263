import { createHmac, randomUUID } from 'node:crypto';
import { Clock } from '../../clock';
import { HubEvent } from '../model';
import { Views } from '../views';
import { payloadOf } from './payloads';

export interface Hook {
  url: string;
  secret?: string;
  /** Names of events; all when undefined. */
  events?: string[];
}

export interface Delivery {
  id: string;
  at: string;
  url: string;
  event: string;
  action: string | undefined;
  number: number | undefined;
  /** The answer's status, or why there was none. */
  status: number | string | undefined;
}

interface Sent extends Delivery {
  hook: Hook;
  body: string;
}

/** Milliseconds that a receiver has, as at GitHub. */
const patience = 10_000;

/** Deliveries that are remembered. */
const capacity = 500;

/** Sends events to hooks, signed. Like GitHub it never tries again by itself. */
export class Webhooks {
  readonly #clock: Clock;
  readonly #views: Views;
  #hooks: Hook[];
  #sent: Sent[] = [];

  constructor(options: { clock: Clock; views: Views; hooks: Hook[] }) {
    this.#clock = options.clock;
    this.#views = options.views;
    this.#hooks = [...options.hooks];
  }

  add(hook: Hook): number {
    this.#hooks.push(hook);
    return this.#hooks.length;
  }

  clear(): void {
    this.#hooks = [];
  }

  deliveries(): Delivery[] {
    return this.#sent.map(summary);
  }

  async send(event: HubEvent): Promise<Delivery[]> {
    const payload = payloadOf(event, this.#views);
    const deliveries: Delivery[] = [];
    for (const hook of this.#hooks.filter(
      ({ events }) => !events || events.includes(event.name),
    )) {
      deliveries.push(
        await this.#deliver({
          id: randomUUID(),
          at: this.#clock.now().toISOString(),
          url: hook.url,
          event: event.name,
          action: 'action' in event ? event.action : undefined,
          number: 'pull' in event ? event.pull.number : undefined,
          status: undefined,
          hook,
          body: JSON.stringify(payload),
        }),
      );
    }
    return deliveries;
  }

  /** Sends a delivery again, under its old id. Undefined when there is none at that place. */
  async redeliver(index: number): Promise<Delivery | undefined> {
    const sent = this.#sent[index];
    return (
      sent && this.#deliver({ ...sent, at: this.#clock.now().toISOString() })
    );
  }

  async #deliver(sent: Sent): Promise<Delivery> {
    this.#sent.push(sent);
    if (this.#sent.length > capacity) this.#sent.shift();
    const sign = (kind: 'sha1' | 'sha256'): string =>
      `${kind}=${createHmac(kind, sent.hook.secret ?? '')
        .update(sent.body)
        .digest('hex')}`;
    try {
      const response = await fetch(sent.url, {
        method: 'POST',
        body: sent.body,
        signal: AbortSignal.timeout(patience),
        headers: {
          'content-type': 'application/json',
          'user-agent': 'GitHub-Hookshot/sandbox',
          'x-github-event': sent.event,
          'x-github-delivery': sent.id,
          'x-github-hook-id': '1',
          ...(sent.hook.secret
            ? {
                'x-hub-signature': sign('sha1'),
                'x-hub-signature-256': sign('sha256'),
              }
            : {}),
        },
      });
      sent.status = response.status;
      await response.arrayBuffer();
    } catch (error) {
      // A receiver that is down is what a delivery's record is for.
      const { cause, message } = error as Error & { cause?: { code?: string } };
      sent.status = cause?.code ?? message;
    }
    return summary(sent);
  }
}

function summary({
  id,
  at,
  url,
  event,
  action,
  number,
  status,
}: Sent): Delivery {
  return { id, at, url, event, action, number, status };
}
