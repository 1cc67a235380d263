import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { moment, PreviewRecord } from '../preview';

/** What somebody is told about the end of a preview that they asked for. */
export interface LeaseNotice {
  /** Entity ref. */
  to: string;
  title: string;
  description: string;
}

/**
 * Tells whoever asked for the preview of a branch that it is about to end, and that it did: there is no conversation on the code host that
 * could say so. One that is lost is not told again; the preview's page shows the end all the time.
 */
export class LeaseNotices {
  readonly #notifications: Pick<NotificationService, 'send'>;
  readonly #logger: Pick<LoggerService, 'warn'>;

  constructor(options: {
    notifications: Pick<NotificationService, 'send'>;
    logger: Pick<LoggerService, 'warn'>;
  }) {
    this.#notifications = options.notifications;
    this.#logger = options.logger;
  }

  /** Hears of every record that was written. Never throws: nothing else depends on it. */
  async tell(
    before: PreviewRecord | undefined,
    after: PreviewRecord,
  ): Promise<void> {
    const notice = noticeOf(before, after);
    if (!notice) return;
    const { to, title, description } = notice;
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef: to },
        payload: {
          title,
          description,
          link: '/previews',
          severity: 'normal',
          topic: 'preview-environments',
          scope: `lease:${after.id}`,
        },
      });
    } catch (error) {
      this.#logger.warn(
        `Preview ${after.id}: who asked for it was not told of its end: ${error}`,
      );
    }
  }
}

/** Undefined when nothing has begun that its owner should know. Services get no notifications. Pure. */
function noticeOf(
  before: PreviewRecord | undefined,
  { id, branch, request, phase, reason, expiry }: PreviewRecord,
): LeaseNotice | undefined {
  if (!branch || !request || !/^user:/i.test(request.requestedBy))
    return undefined;
  const to = request.requestedBy;
  if (phase === 'gone') {
    return before === undefined || before.phase === 'gone'
      ? undefined
      : { to, title: `The preview ${id} is gone`, description: reason };
  }
  const { warning } = expiry;
  const isNews =
    warning?.expiresAt.getTime() !==
    before?.expiry.warning?.expiresAt.getTime();
  return warning && isNews && phase !== 'terminating'
    ? {
        to,
        title: `The preview ${id} is about to end`,
        description: `It goes on ${moment(
          warning.expiresAt,
        )}, unless somebody extends it.`,
      }
    : undefined;
}
