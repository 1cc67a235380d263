import { mockServices } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { EcrPushes } from './EcrPushes';
import { newsOf } from './ecrNews';

const detail = {
  'action-type': 'PUSH',
  result: 'SUCCESS',
  'repository-name': 'acme/web',
  'image-tag': 'pr-42-a1b2c3d',
};
const event = {
  source: 'aws.ecr',
  'detail-type': 'ECR Image Action',
  account: '123456789012',
  region: 'eu-central-1',
  detail,
};
const image =
  '123456789012.dkr.ecr.eu-central-1.amazonaws.com/acme/web:pr-42-a1b2c3d';

const push = { kind: 'push', image };
const other = { kind: 'other' };
const malformed = { kind: 'malformed' };

/** As Amazon SNS delivers to a queue. */
const notification = (message: unknown) => ({
  Type: 'Notification',
  MessageId: '63a3f6b6-d533-4a47-aef9-fcf5cf758c76',
  TopicArn: 'arn:aws:sns:eu-central-1:123456789012:ecr-pushes',
  Message: message,
  Timestamp: '2026-03-01T12:00:00.000Z',
  SignatureVersion: '1',
  Signature: 'c2lnbmF0dXJl',
  SigningCertURL: 'https://sns.eu-central-1.amazonaws.com/cert.pem',
  UnsubscribeURL: 'https://sns.eu-central-1.amazonaws.com/?Action=Unsubscribe',
});

describe('an event of Amazon ECR', () => {
  it.each`
    scenario                             | payload                                                                                       | expected
    ${'of a push'}                       | ${event}                                                                                      | ${push}
    ${'of a push in China'}              | ${{ ...event, region: 'cn-north-1' }}                                                         | ${{ kind: 'push', image: image.replace('eu-central-1.amazonaws.com', 'cn-north-1.amazonaws.com.cn') }}
    ${'of a push, by SNS'}               | ${notification(JSON.stringify(event))}                                                        | ${push}
    ${'of a push without tag'}           | ${{ ...event, detail: { ...detail, 'image-tag': undefined } }}                                | ${other}
    ${'of a push that failed'}           | ${{ ...event, detail: { ...detail, result: 'FAILURE' } }}                                     | ${other}
    ${'of a deletion'}                   | ${{ ...event, detail: { ...detail, 'action-type': 'DELETE' } }}                               | ${other}
    ${'of a deletion, by SNS'}           | ${notification(JSON.stringify({ ...event, detail: { ...detail, 'action-type': 'DELETE' } }))} | ${other}
    ${'of a scan'}                       | ${{ ...event, 'detail-type': 'ECR Image Scan' }}                                              | ${other}
    ${'of another service'}              | ${{ ...event, source: 'aws.s3' }}                                                             | ${other}
    ${'of a push to a hostile name'}     | ${{ ...event, detail: { ...detail, 'repository-name': 'a b' } }}                              | ${malformed}
    ${'without an account'}              | ${{ ...event, account: undefined }}                                                           | ${malformed}
    ${'that is none'}                    | ${'PUSH'}                                                                                     | ${malformed}
    ${'that is nothing'}                 | ${undefined}                                                                                  | ${malformed}
    ${'by SNS that is no JSON'}          | ${notification('Hello world!')}                                                               | ${malformed}
    ${'by SNS that is no text'}          | ${notification(event)}                                                                        | ${malformed}
    ${'by SNS that is a subscription'}   | ${{ ...notification(JSON.stringify(event)), Type: 'SubscriptionConfirmation' }}               | ${malformed}
    ${'by SNS in a notification of SNS'} | ${notification(JSON.stringify(notification(JSON.stringify(event))))}                          | ${malformed}
  `('$scenario', ({ payload, expected }) => {
    expect(newsOf(payload)).toEqual(expected);
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), fc.json(), (payload, message) => {
        expect(newsOf(payload).kind).not.toBe('push');
        expect(newsOf(notification(message)).kind).not.toBe('push');
      }),
    );
  });

  it('has those looked at that wait for the image, and tells nobody what it says', async () => {
    const subscribe = jest.fn();
    const enqueueAwaiting = jest.fn();
    const logger = mockServices.logger.mock();
    await new EcrPushes({
      events: { subscribe, publish: jest.fn() },
      topic: 'aws.ecr',
      store: { enqueueAwaiting },
      logger,
    }).subscribe();
    const [{ topics, onEvent }] = subscribe.mock.calls[0];
    expect(topics).toEqual(['aws.ecr']);
    const said = async (eventPayload: unknown) => {
      jest.clearAllMocks();
      await onEvent({ topic: 'aws.ecr', eventPayload });
      const lines = [...logger.warn.mock.calls, ...logger.debug.mock.calls];
      expect(JSON.stringify(lines)).not.toContain('a secret');
      return {
        warned: logger.warn.mock.calls.length,
        enqueued: enqueueAwaiting.mock.calls,
      };
    };
    const enqueued = [[{ image }, 'webhook ecr.push']];
    expect(await said(event)).toEqual({ warned: 0, enqueued });
    expect(await said(notification(JSON.stringify(event)))).toEqual({
      warned: 0,
      enqueued,
    });
    expect(await said({ ...event, source: 'aws.s3' })).toEqual({
      warned: 0,
      enqueued: [],
    });
    expect(await said({ password: 'a secret' })).toEqual({
      warned: 1,
      enqueued: [],
    });
    expect(await said(notification('a secret'))).toEqual({
      warned: 1,
      enqueued: [],
    });
  });

  it('is not waited for where no topic is configured', async () => {
    const subscribe = jest.fn();
    await new EcrPushes({
      events: { subscribe, publish: jest.fn() },
      topic: undefined,
      store: { enqueueAwaiting: jest.fn() },
      logger: mockServices.logger.mock(),
    }).subscribe();
    expect(subscribe).not.toHaveBeenCalled();
  });
});
