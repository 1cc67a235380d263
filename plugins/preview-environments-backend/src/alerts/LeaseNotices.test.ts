import { mockServices } from '@backstage/backend-test-utils';
import { minutesAgo, now, record } from '../preview/__testUtils__/builders';
import { newLife, PreviewRecord } from '../preview';
import { LeaseNotices } from './LeaseNotices';

const until = new Date('2026-03-01T18:00:00Z');
const leased = (change: Partial<PreviewRecord> = {}) =>
  record({
    branch: { name: 'basket', entityRef: undefined },
    request: { requestedBy: 'user:default/ann', at: minutesAgo(9), until },
    ...change,
  });
const warned = (expiresAt: Date) => ({
  expiry: {
    ...newLife(now),
    warning: { expiresAt, because: 'its lease is over' },
  },
});

function setUp() {
  const send = jest.fn(async (_: unknown) => {});
  const logger = mockServices.logger.mock();
  const notices = new LeaseNotices({ notifications: { send }, logger });
  return { notices, send, logger };
}

it.each`
  scenario             | before                 | after                                            | title
  ${'its end is near'} | ${leased()}            | ${leased(warned(until))}                         | ${'The preview web-pr-42 is about to end'}
  ${'its end moved'}   | ${leased(warned(now))} | ${leased(warned(until))}                         | ${'The preview web-pr-42 is about to end'}
  ${'it is gone'}      | ${leased()}            | ${leased({ phase: 'gone', reason: 'Expired.' })} | ${'The preview web-pr-42 is gone'}
`('tells whoever asked that $scenario', async ({ before, after, title }) => {
  const { notices, send } = setUp();
  await notices.tell(before, after);
  expect(send).toHaveBeenCalledTimes(1);
  expect(send).toHaveBeenCalledWith({
    recipients: { type: 'entity', entityRef: 'user:default/ann' },
    payload: expect.objectContaining({ title, scope: 'lease:web-pr-42' }),
  });
});

it.each`
  scenario                      | before                       | after
  ${'nothing new'}              | ${leased(warned(until))}     | ${leased(warned(until))}
  ${'a pull request'}           | ${record()}                  | ${record(warned(until))}
  ${'what was gone before'}     | ${leased({ phase: 'gone' })} | ${leased({ phase: 'gone' })}
  ${'what goes already'}        | ${leased()}                  | ${leased({ ...warned(until), phase: 'terminating' })}
  ${'what a service asked for'} | ${leased()}                  | ${leased({ ...warned(until), request: { requestedBy: 'plugin:ci', at: now, until } })}
`('says nothing of $scenario', async ({ before, after }) => {
  const { notices, send } = setUp();
  await notices.tell(before, after);
  expect(send).not.toHaveBeenCalled();
});

it('goes on when it can not be told', async () => {
  const { notices, send, logger } = setUp();
  send.mockRejectedValue(new Error('no notifications here'));
  await notices.tell(leased(), leased(warned(until)));
  expect(logger.warn).toHaveBeenCalledWith(
    expect.stringContaining('no notifications here'),
  );
});
