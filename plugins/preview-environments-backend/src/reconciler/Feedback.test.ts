import { mockServices } from '@backstage/backend-test-utils';
import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { PreviewRecord } from '../preview';
import { now, record } from '../preview/__testUtils__/builders';
import { Feedback } from './Feedback';

const text = 'The preview is ready.';

function secondsAgo(seconds: number): Date {
  return new Date(now.getTime() - seconds * 1_000);
}

const said = (words: string, seconds: number) => ({
  comment: { id: '1', text: words, writtenAt: secondsAgo(seconds) },
});

function setUp(
  options: { enabled?: boolean; failure?: Error; body?: string } = {},
) {
  const { enabled = true, failure, body = text } = options;
  const written: object[] = [];
  const logger = mockServices.logger.mock();
  const feedback = new Feedback({
    codeHost: {
      writeComment: async (ref, comment) => {
        written.push({ number: ref.number, ...comment });
        if (failure) throw failure;
        return { commentId: comment.commentId ?? '9', written: true };
      },
    },
    textOf: () => ({ marker: 'preview', body }),
    enabled,
    logger,
    now: () => now,
  });
  return { feedback, written, logger };
}

describe('when the comment is written', () => {
  it.each<[string, Partial<PreviewRecord>, boolean, number | undefined]>([
    ['there is none yet', { phase: 'awaiting-image' }, true, undefined],
    [
      'it says the same',
      { phase: 'ready', ...said(text, 60) },
      false,
      undefined,
    ],
    [
      'it says something else, and the preview has settled',
      { phase: 'ready', ...said('Deploying.', 1) },
      true,
      undefined,
    ],
    [
      'it says something else, and more will follow',
      { phase: 'deploying', ...said('Provisioning.', 3) },
      false,
      7_000,
    ],
    [
      'more will follow, but it has been a while',
      { phase: 'deploying', ...said('Provisioning.', 10) },
      true,
      undefined,
    ],
    [
      'it is wrong about a failure',
      { phase: 'failed', ...said('Deploying.', 1) },
      true,
      undefined,
    ],
  ])('%s', async (_scenario, change, isWritten, due) => {
    const { feedback, written } = setUp();
    const before = record({ comment: undefined, ...change });
    const result = await feedback.give(before);
    expect(written).toHaveLength(isWritten ? 1 : 0);
    expect(result.lookAgainAfterMilliseconds).toBe(due);
    expect(result.record === before).toBe(!isWritten);
  });

  it('is remembered with its id, its text and the time', async () => {
    const { feedback, written } = setUp();
    const { record: after } = await feedback.give(record());
    expect(written).toEqual([
      { number: 42, marker: 'preview', body: text, commentId: undefined },
    ]);
    expect(after.comment).toEqual({ id: '9', text, writtenAt: now });
    const again = await feedback.give(after);
    expect(written).toHaveLength(1);
    expect(again.record).toEqual(after);
  });

  it('is edited, never written twice', async () => {
    const { feedback, written } = setUp();
    await feedback.give(record(said('Deploying.', 60)));
    expect(written).toMatchObject([{ commentId: '1' }]);
  });

  it('is never written where comments are off', async () => {
    const { feedback, written } = setUp({ enabled: false });
    await feedback.give(record());
    expect(written).toEqual([]);
  });
});

describe('a comment that cannot be written holds nothing up', () => {
  it.each<[string, Error, number | undefined]>([
    [
      'for a while',
      new WaitingError('rate limit', { afterMilliseconds: 60_000 }),
      60_000,
    ],
    ['nobody knows for how long', new WaitingError('outage'), 30_000],
    [
      'until a person helps',
      new RefusedError('The app may not write comments'),
      undefined,
    ],
  ])('%s', async (_scenario, failure, due) => {
    const { feedback, logger } = setUp({ failure });
    const before = record(said('Deploying.', 60));
    await expect(feedback.give(before)).resolves.toEqual({
      record: before,
      lookAgainAfterMilliseconds: due,
    });
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(failure.message),
    );
  });
});
