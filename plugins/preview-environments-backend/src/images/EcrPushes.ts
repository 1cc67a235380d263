import { LoggerService } from '@backstage/backend-plugin-api';
import { EventParams, EventsService } from '@backstage/plugin-events-node';
import { newsOf } from './ecrNews';

export interface EcrPushesOptions {
  events: EventsService;
  /** Where the events come in; undefined: nowhere. */
  topic: string | undefined;
  store: {
    enqueueAwaiting(awaited: { image: string }, cause: string): Promise<void>;
  };
  logger: LoggerService;
}

/**
 * Has previews looked at when the image that they wait for was pushed to Amazon ECR. Backstage's SQS module brings the events onto the bus.
 */
export class EcrPushes {
  readonly #options: EcrPushesOptions;

  constructor(options: EcrPushesOptions) {
    this.#options = options;
  }

  async subscribe(): Promise<void> {
    const { events, topic } = this.#options;
    if (topic === undefined) return;
    await events.subscribe({
      id: 'preview-environments-ecr',
      topics: [topic],
      onEvent: event => this.#onEvent(event),
    });
  }

  async #onEvent({ topic, eventPayload }: EventParams): Promise<void> {
    const { logger, store } = this.#options;
    const news = newsOf(eventPayload);
    if (news.kind === 'push') {
      const { image } = news;
      await store.enqueueAwaiting({ image }, 'webhook ecr.push');
    } else if (news.kind === 'malformed') {
      // Somebody has pointed something else at the topic; what it says may be secret.
      logger.warn(
        `An event of ${topic} is ignored: it is no event of EventBridge, by itself or in a notification of Amazon SNS`,
      );
    } else {
      logger.debug(`An event of ${topic} is ignored: no image was pushed`);
    }
  }
}
