import { LoggerService } from '@backstage/backend-plugin-api';
import { Counter, Histogram, Meter, metrics } from '@opentelemetry/api';
import { PreviewRecord } from '../preview';
import { durationsOf } from './durations';

/** How a look ended. `lost`: another worker took the preview over meanwhile. */
export type LookEnd = 'done' | 'waiting' | 'failed' | 'lost';

/** Counts that are asked of the store whenever the metrics are collected. */
export interface Counted {
  previews: () => Promise<{ phase: string; count: number; stuck: number }[]>;
  heldRemovals: () => Promise<number>;
  orphans: () => Promise<number>;
}

const prefix = 'preview_environments';
const inSeconds = { unit: 's' };

/** What operators see of the controller, through OpenTelemetry. Without an exporter all of it costs nothing. */
export class PreviewMetrics {
  readonly #meter: Meter;
  readonly #looks: Counter;
  readonly #alerts: Counter;
  readonly #openToReady: Histogram;
  readonly #closeToGone: Histogram;

  static create(): PreviewMetrics {
    return new PreviewMetrics(metrics.getMeter('preview-environments'));
  }

  constructor(meter: Meter) {
    this.#meter = meter;
    this.#looks = meter.createCounter(`${prefix}.looks`, {
      description: 'Looks at pull requests, by how they ended',
    });
    this.#alerts = meter.createCounter(`${prefix}.alerts`, {
      description: 'Alerts that were raised, by topic',
    });
    this.#openToReady = meter.createHistogram(`${prefix}.open_to_ready`, {
      ...inSeconds,
      description: 'From the wish for a preview to its first proven answer',
    });
    this.#closeToGone = meter.createHistogram(`${prefix}.close_to_gone`, {
      ...inSeconds,
      description: 'From the close to the last object gone',
    });
  }

  looked(outcome: LookEnd): void {
    this.#looks.add(1, { outcome });
  }

  alerted(topic: string): void {
    this.#alerts.add(1, { topic });
  }

  /** A look was written down. */
  recorded(before: PreviewRecord | undefined, after: PreviewRecord): void {
    const { openToReady, closeToGone } = durationsOf(before, after);
    if (openToReady !== undefined) this.#openToReady.record(openToReady);
    if (closeToGone !== undefined) this.#closeToGone.record(closeToGone);
  }

  /** Has the counts read at each collection, and at no other time. */
  observe(counted: Counted, logger: LoggerService): void {
    const gauge = (name: string, description: string) =>
      this.#meter.createObservableGauge(`${prefix}.${name}`, { description });
    const previews = gauge('previews', 'Previews by phase');
    const stuck = gauge('stuck_removals', 'Removals past a deadline');
    const held = gauge('held_removals', 'Removals that wait for a release');
    const orphans = gauge('orphans', 'Objects without a reason to exist');
    this.#meter.addBatchObservableCallback(
      async result => {
        try {
          const [phases, heldNow, orphansNow] = await Promise.all([
            counted.previews(),
            counted.heldRemovals(),
            counted.orphans(),
          ]);
          for (const { phase, count } of phases)
            result.observe(previews, count, { phase });
          const total = phases.reduce((sum, one) => sum + one.stuck, 0);
          result.observe(stuck, total);
          result.observe(held, heldNow);
          result.observe(orphans, orphansNow);
        } catch (error) {
          logger.warn(`The counts for the metrics were not read: ${error}`);
        }
      },
      [previews, stuck, held, orphans],
    );
  }
}
