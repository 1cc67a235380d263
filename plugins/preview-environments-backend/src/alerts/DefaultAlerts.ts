import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { Alert, AlertMemory, Alerts } from './types';

type Payload = Parameters<NotificationService['send']>[0]['payload'];

/** Alerts in the log, the metrics and, for who wants them there, in Backstage's notifications. */
export class DefaultAlerts implements Alerts {
  readonly #memory: AlertMemory;
  readonly #notifications: Pick<NotificationService, 'send'>;
  readonly #recipients: string[];
  readonly #counted: (topic: string) => void;
  readonly #logger: LoggerService;

  constructor(options: {
    memory: AlertMemory;
    notifications: Pick<NotificationService, 'send'>;
    /** Entity refs; none: log and metrics only. */
    recipients: string[];
    /** Counts an alert that was raised. */
    counted: (topic: string) => void;
    logger: LoggerService;
  }) {
    this.#memory = options.memory;
    this.#notifications = options.notifications;
    this.#recipients = options.recipients;
    this.#counted = options.counted;
    this.#logger = options.logger;
  }

  async raise(alert: Alert): Promise<void> {
    if (!(await this.#isNews(alert))) return;
    const { key, title, description, link } = alert;
    this.#logger.warn(`${title}: ${description}`, { alert: key });
    this.#counted(key.split(':')[0]);
    await this.#notify({
      title,
      description,
      link,
      severity: 'high',
      scope: key,
    });
  }

  async clear(key: string): Promise<void> {
    const alert = await this.#forget(key);
    if (!alert) return;
    const { title, link } = alert;
    this.#logger.info(`Over: ${title}`, { alert: key });
    await this.#notify({
      title: `Over: ${title}`,
      description: 'Nothing has to be done about it any more.',
      link,
      severity: 'low',
      scope: key,
    });
  }

  /** While the database can't say, an alert is told rather than kept back. */
  async #isNews(alert: Alert): Promise<boolean> {
    try {
      return await this.#memory.rememberAlert(alert);
    } catch (error) {
      this.#logger.error(
        `The alert ${alert.key} could not be written down`,
        error as Error,
      );
      return true;
    }
  }

  async #forget(key: string): Promise<Alert | undefined> {
    try {
      return await this.#memory.forgetAlert(key);
    } catch (error) {
      this.#logger.error(
        `The end of the alert ${key} could not be written down`,
        error as Error,
      );
      return undefined;
    }
  }

  /** A notification of the same scope takes the place of the one before. */
  async #notify(payload: Payload): Promise<void> {
    if (this.#recipients.length === 0) return;
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef: this.#recipients },
        payload: { ...payload, topic: 'preview-environments' },
      });
    } catch (error) {
      this.#logger.warn(
        `The notification ${payload.scope} was not sent: ${error}`,
      );
    }
  }
}
