import { isEqual } from 'lodash';
import { LoggerService } from '@backstage/backend-plugin-api';
import { SignalsService } from '@backstage/plugin-signals-node';
import { PreviewRecord } from '../preview';

/** The channel on which the frontend hears that previews changed. */
const channel = 'preview-environments';

/** Of more than so many a page asks whether or not it shows one of them. */
const mostNamed = 100;

/**
 * Tells all pages which previews have changed, and of which entities. Only names go out, as every signed-in user receives them.
 * Changes of the same moment go out together: each signal is a request to the event bus, and a preview that opens changes many times.
 */
export class ChangeSignals {
  readonly #signals: Pick<SignalsService, 'publish'>;
  readonly #after: (work: () => void) => void;
  readonly #logger: Pick<LoggerService, 'warn'>;
  readonly #ids = new Set<string>();
  readonly #entityRefs = new Set<string>();

  constructor(options: {
    signals: Pick<SignalsService, 'publish'>;
    /** Does the work in a moment. */
    after: (work: () => void) => void;
    logger: Pick<LoggerService, 'warn'>;
  }) {
    this.#signals = options.signals;
    this.#after = options.after;
    this.#logger = options.logger;
  }

  /** A preview's record was written. */
  recorded(
    id: string,
    record: PreviewRecord | undefined,
    before: PreviewRecord | undefined,
  ): void {
    if (isEqual(record, before)) return;
    if (this.#ids.size === 0) this.#after(() => this.#send());
    this.#ids.add(id);
    for (const one of [before, record])
      for (const { entityRefs } of one?.components ?? [])
        for (const ref of entityRefs) this.#entityRefs.add(ref);
  }

  #send(): void {
    const ids = [...this.#ids];
    const entityRefs = [...this.#entityRefs];
    this.#ids.clear();
    this.#entityRefs.clear();
    this.#signals
      .publish({
        recipients: { type: 'broadcast' },
        channel,
        message: ids.length > mostNamed ? {} : { ids, entityRefs },
      })
      .catch(error => this.#logger.warn(`A signal was not sent: ${error}`));
  }
}
