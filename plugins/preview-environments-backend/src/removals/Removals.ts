import { Alerts } from '../alerts';
import { HeldRemovals, RemovalCap, RemovalPermit } from '../preview';
import { Store } from '../store/types';

/** Of the alert that is up while removals wait for an administrator. */
export const heldRemovalsAlert = 'removals-held';

/** Without numbers and names, which change while more are held: an alert is told again when its text changes. */
const alert = {
  key: heldRemovalsAlert,
  title: 'Removals of previews wait for an administrator',
  description:
    'More would go in one sweep than previewEnvironments.sweep.deletions allows, because something is absent. Find out whether the code host, the catalog and the clusters answer truly; then release the removals on the page of the previews, which names them.',
  link: '/previews',
};

export interface RemovalsOptions {
  store: Pick<
    Store,
    'permitRemoval' | 'withdrawRemoval' | 'heldRemovals' | 'releaseRemovals'
  >;
  alerts: Alerts;
  cap: RemovalCap;
}

/**
 * The gate that every removal passes which is only inferred from absence (rule 7.21): at most a share of the live previews in one sweep,
 * the rest when an administrator says so. What a person or GitHub asked for does not come here.
 */
export class Removals {
  readonly #store: RemovalsOptions['store'];
  readonly #alerts: Alerts;
  readonly #cap: RemovalCap;

  constructor({ store, alerts, cap }: RemovalsOptions) {
    this.#store = store;
    this.#alerts = alerts;
    this.#cap = cap;
  }

  /** For a caller that has found the same twice by itself. To be asked before the removal begins; asked again it answers the same. */
  async permit(subject: string): Promise<RemovalPermit> {
    return this.#answer(await this.#store.permitRemoval(subject, this.#cap));
  }

  /** For a caller that reads once at a time: permits nothing before a second reading, one sweep later. `again` when it remembers the first one. */
  async permitSecondReading(
    subject: string,
    again: boolean,
  ): Promise<RemovalPermit> {
    const afterMilliseconds = this.#cap.windowMilliseconds;
    return this.#answer(
      await this.#store.permitRemoval(subject, this.#cap, {
        again,
        afterMilliseconds,
      }),
    );
  }

  /** The subject was found again, or goes for another reason. */
  async withdraw(subject: string): Promise<void> {
    await this.#store.withdrawRemoval(subject);
    if (!(await this.held())) await this.#alerts.clear(heldRemovalsAlert);
  }

  /** What waits for an administrator; undefined when nothing does. */
  held(): Promise<HeldRemovals | undefined> {
    return this.#store.heldRemovals(this.#cap);
  }

  /** Lets what is held go. Answers what that is. */
  async release(releasedBy: string): Promise<string[]> {
    const released = await this.#store.releaseRemovals(releasedBy);
    await this.#alerts.clear(heldRemovalsAlert);
    return released;
  }

  async #answer(permit: RemovalPermit): Promise<RemovalPermit> {
    if (!permit.permitted && permit.because === 'held')
      await this.#alerts.raise(alert);
    return permit;
  }
}
