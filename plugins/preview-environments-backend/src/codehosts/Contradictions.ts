import { Alerts } from '../alerts';
import { RemovalCap, removalLimit } from '../preview';

/** Of the alert that is up while listings leave out what is open. */
export const contradictionsAlert = 'listings-contradicted';

/** What a listing came to, in numbers. */
export interface Census {
  /** Previews of pull requests that were last read as open. */
  open: number;
  /** Those of them that the listing leaves out although a single read, made since it did so before, says that they are open. */
  contradicted: number;
}

/**
 * Tells people when the listings of a code host can't be right: more is missing from them than may go in one sweep, and the single reads
 * deny it. Nothing is removed because of it, but closed pull requests are found by their webhooks only, and new ones may be missed.
 */
export class Contradictions {
  readonly #alerts: Alerts;
  readonly #cap: Pick<RemovalCap, 'share' | 'least'>;

  constructor(options: {
    alerts: Alerts;
    cap: Pick<RemovalCap, 'share' | 'least'>;
  }) {
    this.#alerts = options.alerts;
    this.#cap = options.cap;
  }

  /** After a round through all repositories. */
  async judge(census: Census[]): Promise<void> {
    const open = sum(census.map(one => one.open));
    const contradicted = sum(census.map(one => one.contradicted));
    if (contradicted === 0) {
      await this.#alerts.clear(contradictionsAlert);
    } else if (
      contradicted >= Math.min(open, removalLimit(open, this.#cap) + 1)
    )
      await this.#alerts.raise({
        key: contradictionsAlert,
        title: 'Listings of pull requests leave out what is open',
        description:
          'Single reads say that the pull requests are open, so that their previews are kept. While it lasts, new pull requests may be missed and every known one is read by itself. Look at the status of the code host and at the permissions of its GitHub App or token.',
        link: '/previews',
      });
  }
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
