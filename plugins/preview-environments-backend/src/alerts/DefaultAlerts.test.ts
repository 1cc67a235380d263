import { mockServices } from '@backstage/backend-test-utils';
import { DefaultAlerts } from './DefaultAlerts';
import { Alert, AlertMemory } from './types';

const alert: Alert = {
  key: 'stuck:web-pr-42',
  title: 'The removal of preview web-pr-42 is stuck',
  description: 'Look at it.',
  link: '/previews',
};

/** What several replicas know together. */
function memory(): AlertMemory {
  const known = new Map<string, Alert>();
  return {
    async rememberAlert(one) {
      const before = known.get(one.key);
      known.set(one.key, one);
      return before?.description !== one.description;
    },
    async forgetAlert(key) {
      const before = known.get(key);
      known.delete(key);
      return before;
    },
  };
}

function alertsOn(
  shared: AlertMemory,
  recipients = ['group:default/platform'],
) {
  const notifications = { send: jest.fn(async () => {}) };
  const counted = jest.fn();
  const logger = mockServices.logger.mock();
  const alerts = new DefaultAlerts({
    memory: shared,
    notifications,
    recipients,
    counted,
    logger,
  });
  return { alerts, notifications, counted, logger };
}

describe('an alert', () => {
  it('is logged, counted by its topic and sent', async () => {
    const { alerts, notifications, counted, logger } = alertsOn(memory());
    await alerts.raise(alert);
    expect(logger.warn).toHaveBeenCalledWith(
      `${alert.title}: ${alert.description}`,
      { alert: alert.key },
    );
    expect(counted).toHaveBeenCalledWith('stuck');
    expect(notifications.send).toHaveBeenCalledWith({
      recipients: { type: 'entity', entityRef: ['group:default/platform'] },
      payload: {
        title: alert.title,
        description: alert.description,
        link: '/previews',
        severity: 'high',
        scope: alert.key,
        topic: 'preview-environments',
      },
    });
  });

  it('is told once, whichever replica raises it how often, and again when its text changes', async () => {
    const shared = memory();
    const one = alertsOn(shared);
    const other = alertsOn(shared);
    await one.alerts.raise(alert);
    await one.alerts.raise(alert);
    await other.alerts.raise(alert);
    expect(one.notifications.send).toHaveBeenCalledTimes(1);
    expect(other.logger.warn).not.toHaveBeenCalled();
    await other.alerts.raise({ ...alert, description: 'It is worse.' });
    expect(other.notifications.send).toHaveBeenCalledTimes(1);
  });

  it('is taken back in the place of the same notification, once', async () => {
    const shared = memory();
    const { alerts, notifications, logger } = alertsOn(shared);
    await alerts.raise(alert);
    await alerts.clear(alert.key);
    await alerts.clear(alert.key);
    expect(notifications.send).toHaveBeenCalledTimes(2);
    expect(notifications.send).toHaveBeenLastCalledWith(
      expect.objectContaining({
        payload: expect.objectContaining({
          title: `Over: ${alert.title}`,
          severity: 'low',
          scope: alert.key,
        }),
      }),
    );
    expect(logger.info).toHaveBeenCalledTimes(1);
  });

  it('is in the log and the metrics where nobody wants notifications', async () => {
    const { alerts, notifications, counted, logger } = alertsOn(memory(), []);
    await alerts.raise(alert);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(counted).toHaveBeenCalledTimes(1);
    expect(notifications.send).not.toHaveBeenCalled();
  });
});

describe('what fails', () => {
  it('is not lost with the notifications backend', async () => {
    const { alerts, notifications, logger } = alertsOn(memory());
    notifications.send.mockRejectedValue(new Error('404'));
    await alerts.raise(alert);
    expect(logger.warn).toHaveBeenCalledWith(expect.stringMatching(/404/));
  });

  it('is rather told twice than not at all while the database does not answer', async () => {
    const down = async () => {
      throw new Error('down');
    };
    const { alerts, notifications, logger } = alertsOn({
      rememberAlert: down,
      forgetAlert: down,
    });
    await alerts.raise(alert);
    expect(notifications.send).toHaveBeenCalledTimes(1);
    await alerts.clear(alert.key);
    expect(notifications.send).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledTimes(2);
  });
});
