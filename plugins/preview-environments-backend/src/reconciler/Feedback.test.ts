import { mockServices } from '@backstage/backend-test-utils';
import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import {
  FeedbackRecord,
  PreviewRecord,
  unsureOfFeedback,
  untold,
} from '../preview';
import { now, olderSha, record } from '../preview/__testUtils__/builders';
import { Channel } from './channels';
import { Feedback } from './Feedback';

/** One channel that tells whether the phase was told. */
function setUp(
  options: { failure?: Error; shortFor?: number; channels?: number } = {},
) {
  const { failure, shortFor, channels = 1 } = options;
  const told: string[] = [];
  const logger = mockServices.logger.mock();
  const channel: Channel = {
    place: 'comment',
    news: ({ phase, comment }, sure) =>
      sure && comment?.text === phase
        ? []
        : [
            {
              tell: async () => {
                told.push(phase);
                if (failure) throw failure;
                const written = { id: '1', text: phase, writtenAt: now };
                return before => ({ ...before, comment: written });
              },
            },
          ],
  };
  const feedback = new Feedback({
    codeHost: { shortOfRequests: () => shortFor },
    channels: Array.from({ length: channels }, () => channel),
    logger,
    now: () => now,
  });
  return { feedback, told, logger };
}

function triedAt(...secondsAgo: number[]): Partial<PreviewRecord> {
  const times = secondsAgo.map(ago => new Date(now.getTime() - ago * 1_000));
  return { feedback: { ...untold, triedAt: times } };
}

const { sha } = record().pullRequest.head;
const milestoneAt = (phase: string) => `${phase} ${sha} ${sha}`;
const milestones = {
  ready: milestoneAt('ready'),
  failed: milestoneAt('failed'),
  gone: milestoneAt('gone'),
  older: `ready ${olderSha} ${olderSha}`,
};

describe('when something is told', () => {
  it.each`
    scenario                                                 | phase          | tries              | isTold   | due
    ${'nothing was told yet'}                                | ${'deploying'} | ${[]}              | ${true}  | ${undefined}
    ${'it has settled, although something was just told'}    | ${'ready'}     | ${[1]}             | ${true}  | ${undefined}
    ${'it moves, and something was just told'}               | ${'deploying'} | ${[3]}             | ${false} | ${7_000}
    ${'it moves, and it has been a while'}                   | ${'deploying'} | ${[10]}            | ${true}  | ${undefined}
    ${'it has settled for the fourth time in half a minute'} | ${'failed'}    | ${[20, 9, 1]}      | ${false} | ${10_000}
    ${'it has settled for the fourth time, in a while'}      | ${'failed'}    | ${[31, 9, 1]}      | ${true}  | ${undefined}
    ${'another replica’s clock is ahead'}                    | ${'ready'}     | ${[-9, -9, -9]}    | ${false} | ${30_000}
    ${'a clock was put back meanwhile'}                      | ${'ready'}     | ${[-60, -60, -60]} | ${true}  | ${undefined}
  `('$scenario: $isTold', async ({ phase, tries, isTold, due }) => {
    const { feedback, told } = setUp();
    const before = record({ phase, ...triedAt(...tries) });
    const said = await feedback.give(before);
    expect(told).toEqual(isTold ? [phase] : []);
    expect(said.lookAgainAfterMilliseconds).toBe(due);
    expect(said.record === before).toBe(!isTold);
  });

  it('is remembered with when it was, and not told again', async () => {
    const { feedback, told } = setUp();
    const { record: after } = await feedback.give(record());
    expect(after.feedback).toEqual({
      ...untold,
      triedAt: [now],
      milestone: milestones.ready,
    });
    const again = await feedback.give(after);
    expect(told).toEqual(['ready']);
    expect(again.record).toBe(after);
  });

  it('forgets what bounds nothing any more', async () => {
    const { feedback } = setUp();
    const before = record(triedAt(90, 60, 40));
    const { record: after } = await feedback.give(before);
    expect(after.feedback?.triedAt).toHaveLength(3);
    expect(after.feedback?.triedAt.at(-1)).toEqual(now);
  });
});

describe('while few requests are left', () => {
  it.each`
    scenario                              | phase          | milestone            | isTold
    ${'a phase that stays'}               | ${'ready'}     | ${milestones.failed} | ${true}
    ${'a fault'}                          | ${'degraded'}  | ${milestones.ready}  | ${true}
    ${'a phase that moves'}               | ${'deploying'} | ${milestones.ready}  | ${false}
    ${'other words of one phase'}         | ${'failed'}    | ${milestones.failed} | ${false}
    ${'another commit that answers'}      | ${'ready'}     | ${milestones.older}  | ${true}
    ${'what was told before, but partly'} | ${'ready'}     | ${undefined}         | ${true}
  `('$scenario is told: $isTold', async ({ phase, milestone, isTold }) => {
    const { feedback, told } = setUp({ shortFor: 900_000 });
    const said = await feedback.give(
      record({ phase, feedback: { ...untold, milestone } }),
    );
    expect(told).toEqual(isTold ? [phase] : []);
    expect(said.lookAgainAfterMilliseconds).toBe(isTold ? undefined : 900_000);
  });
});

describe('what cannot be told holds nothing up', () => {
  it.each`
    scenario                            | failure                                                          | phase      | due          | unsure         | milestone
    ${'for a while'}                    | ${new WaitingError('rate limit', { afterMilliseconds: 60_000 })} | ${'ready'} | ${60_000}    | ${['comment']} | ${undefined}
    ${'nobody knows for how long'}      | ${new WaitingError('outage')}                                    | ${'ready'} | ${30_000}    | ${['comment']} | ${undefined}
    ${'until a person helps'}           | ${new RefusedError('The app may not comment')}                   | ${'ready'} | ${3_600_000} | ${[]}          | ${milestones.ready}
    ${'until a person helps, too late'} | ${new RefusedError('The app may not comment')}                   | ${'gone'}  | ${undefined} | ${[]}          | ${milestones.gone}
  `('$scenario', async ({ failure, phase, due, unsure, milestone }) => {
    const { feedback, logger } = setUp({ failure });
    const said = await feedback.give(record({ phase }));
    expect(said.lookAgainAfterMilliseconds).toBe(due);
    expect(said.record.feedback).toEqual<FeedbackRecord>({
      ...untold,
      triedAt: [now],
      milestone,
      unsure,
      problems: [failure.message],
    });
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(failure.message),
    );
    await feedback.give({
      ...said.record,
      feedback: { ...said.record.feedback!, triedAt: [] },
    });
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('is shown as long as it is so, and once for all that it hits', async () => {
    const failure = new RefusedError('The app may not write');
    const { feedback, told } = setUp({ failure, channels: 2 });
    const { record: after } = await feedback.give(record());
    expect(told).toHaveLength(2);
    expect(after.feedback?.problems).toEqual(['The app may not write']);
    const cured = setUp();
    const later = { ...after, feedback: { ...after.feedback!, triedAt: [] } };
    const { record: last } = await cured.feedback.give(later);
    expect(last.feedback?.problems).toEqual([]);
  });

  it('is told again although the same was told before, when an answer to something else got lost in between', async () => {
    const lost = setUp({ failure: new WaitingError('outage') });
    const told = { id: '1', text: 'ready', writtenAt: now };
    const degraded = record({ phase: 'degraded', comment: told });
    const { record: after } = await lost.feedback.give(degraded);
    const ready = { ...after, phase: 'ready' as const };
    const { feedback, told: texts } = setUp({ shortFor: 900_000 });
    const { record: last } = await feedback.give(ready);
    expect(texts).toEqual(['ready']);
    expect(last.feedback).toMatchObject({ unsure: [], problems: [] });
    expect((await feedback.give(last)).record).toBe(last);
  });

  it('is told again after a look that died, and if that has to wait, it is', async () => {
    const { feedback, told } = setUp();
    const comment = { id: '1', text: 'ready', writtenAt: now };
    const before = unsureOfFeedback(record({ comment, ...triedAt(9, 5, 1) }));
    const held = await feedback.give(before);
    expect(held).toEqual({
      record: before,
      lookAgainAfterMilliseconds: 21_000,
    });
    const later = { ...before, feedback: { ...before.feedback!, triedAt: [] } };
    const { record: after } = await feedback.give(later);
    expect(told).toEqual(['ready']);
    expect(after.feedback?.unsure).toEqual([]);
  });

  it('is not tried where nobody can write', async () => {
    const { feedback, told } = setUp();
    const { repository } = record();
    const archived = record({ repository: { ...repository, archived: true } });
    const said = await feedback.give(archived);
    expect(told).toEqual([]);
    expect(said.record.feedback?.problems).toEqual([
      'acme/web is archived: github.com lets nobody write there, so that the pull request does not show this.',
    ]);
    const again = await feedback.give(said.record);
    expect(again.record).toBe(said.record);
  });

  it('fails the look when it is a fault of ours', async () => {
    const { feedback } = setUp({ failure: new TypeError('broken') });
    await expect(feedback.give(record())).rejects.toThrow('broken');
  });
});
