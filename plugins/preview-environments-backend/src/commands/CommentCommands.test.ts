import { mockServices } from '@backstage/backend-test-utils';
import {
  PullRequestComment,
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { endless, newLife, PreviewRecord } from '../preview';
import { now, pullRequest, record } from '../preview/__testUtils__/builders';
import { claim } from '../reconciler/__testUtils__/claims';
import { NotedCommand } from '../store';
import { CommentCommands } from './CommentCommands';

const noted = (
  commentId: string,
  change: Partial<NotedCommand> = {},
): NotedCommand => ({
  commentId,
  settled: false,
  topic: undefined,
  author: 'dana',
  ...change,
});

function comment(body: string, change: Partial<PullRequestComment> = {}) {
  return {
    id: '7',
    author: { login: 'dana', bot: false },
    body,
    createdAt: now.toISOString(),
    edited: false,
    ...change,
  };
}

function setUp(
  body: string,
  options: { commands?: NotedCommand[]; before?: PreviewRecord } = {},
) {
  const { commands = [noted('7')] } = options;
  const store = {
    get: jest.fn(async () => options.before ?? record()),
    commands: jest.fn(async () => commands),
    isStranger: jest.fn(async () => false),
    settleCommand: jest.fn(async () => {}),
  };
  const codeHost = {
    readComment: jest.fn<
      Promise<PullRequestComment | undefined>,
      [unknown, string]
    >(async () => comment(body)),
    mayWrite: jest.fn(async () => true),
    react: jest.fn(async () => {}),
  };
  const logger = mockServices.logger.mock();
  const run = () =>
    new CommentCommands({
      store,
      codeHost,
      platform: () => endless,
      logger,
      now: () => now,
    }).run(claim());
  return { store, codeHost, logger, run };
}

const ref = {
  repository: expect.objectContaining({ name: 'web' }),
  number: 42,
};

describe('a command in a comment', () => {
  it('is read from the code host, and its author’s right with it', async () => {
    const { run, codeHost, store } = setUp('/preview delete');
    await run();
    expect(codeHost.readComment).toHaveBeenCalledWith(ref, '7');
    expect(codeHost.mayWrite).toHaveBeenCalledWith(ref.repository, 'dana');
    expect(codeHost.react).toHaveBeenCalledWith(ref, '7', 'accepted');
    expect(store.settleCommand).toHaveBeenCalledWith(expect.anything(), {
      commentId: '7',
      by: `dana on ${pullRequest().repository.host}`,
      wish: { kind: 'removal' },
      topic: 'existence',
      answer: 'done',
    });
  });

  it('is answered when it can not be done', async () => {
    const before = record({ expiry: newLife(now) });
    const { run, codeHost, store } = setUp('/preview keep', { before });
    await run();
    expect(codeHost.react).toHaveBeenCalledWith(ref, '7', 'refused');
    expect(store.settleCommand).toHaveBeenCalledWith(
      expect.anything(),
      expect.objectContaining({
        answer: { to: 'dana', text: 'It does not expire.' },
      }),
    );
  });

  it('is answered when it is done and there is more to say', async () => {
    const { run, codeHost, store } = setUp('/preview logs');
    await run();
    expect(codeHost.react).toHaveBeenCalledWith(ref, '7', 'accepted');
    expect(store.settleCommand).toHaveBeenCalledWith(
      expect.anything(),
      expect.objectContaining({
        answer: { to: 'dana', text: expect.stringContaining('in Backstage') },
      }),
    );
  });

  it('approves the commit that waits, by a right that is asked for anew', async () => {
    const before = record({
      phase: 'awaiting-approval',
      blockedBy: ['approval'],
      headSince: now,
    });
    const { run, codeHost, store } = setUp('/preview approve', { before });
    await run();
    expect(codeHost.mayWrite).toHaveBeenCalledTimes(1);
    expect(store.settleCommand).toHaveBeenCalledWith(expect.anything(), {
      commentId: '7',
      by: 'dana on github.com',
      wish: { kind: 'approve', headSha: before.pullRequest.head.sha },
      topic: 'approval',
      answer: 'done',
    });
  });

  it('of a stranger gets a sign and nothing else', async () => {
    const { run, codeHost, store } = setUp('/preview delete');
    codeHost.mayWrite.mockResolvedValue(false);
    await run();
    expect(codeHost.react).toHaveBeenCalledWith(ref, '7', 'refused');
    expect(store.settleCommand).toHaveBeenCalledWith(expect.anything(), {
      commentId: '7',
      by: expect.any(String),
      stranger: 'dana',
    });
  });

  it('of somebody who was refused just now costs no request', async () => {
    const { run, codeHost, store } = setUp('/preview');
    store.isStranger.mockResolvedValue(true);
    await run();
    expect(store.isStranger).toHaveBeenCalledWith(claim().repository, 'dana');
    for (const request of Object.values(codeHost))
      expect(request).not.toHaveBeenCalled();
    expect(store.settleCommand).toHaveBeenCalledWith(expect.anything(), {
      commentId: '7',
      by: 'dana',
    });
  });

  it('refuses nobody for longer because their rights could not be read', async () => {
    const { run, codeHost, store } = setUp('/preview delete');
    codeHost.mayWrite.mockRejectedValue(new RefusedError('Metadata: read'));
    await run();
    expect(store.settleCommand).toHaveBeenCalledWith(
      expect.anything(),
      expect.not.objectContaining({ stranger: expect.anything() }),
    );
  });

  it('is not looked at again once it is settled', async () => {
    const commands = [noted('7', { settled: true, topic: 'existence' })];
    const { run, codeHost, store } = setUp('/preview delete', { commands });
    await run();
    expect(codeHost.readComment).not.toHaveBeenCalled();
    expect(store.settleCommand).not.toHaveBeenCalled();
  });

  it('gives way to a later one that came first', async () => {
    const commands = [
      noted('7'),
      noted('8', { settled: true, topic: 'existence' }),
    ];
    const { run, codeHost, store } = setUp('/preview delete', { commands });
    await run();
    expect(codeHost.react).not.toHaveBeenCalled();
    expect(store.settleCommand).toHaveBeenCalledWith(
      expect.anything(),
      expect.not.objectContaining({ wish: expect.anything() }),
    );
  });

  it.each<[string, PullRequestComment | undefined]>([
    ['is gone', undefined],
    ['was edited', comment('/preview delete', { edited: true })],
    ['says something else', comment('Looks good')],
  ])('costs no question about rights when it %s', async (_scenario, found) => {
    const { run, codeHost, store } = setUp('');
    codeHost.readComment.mockResolvedValue(found);
    await run();
    expect(codeHost.mayWrite).not.toHaveBeenCalled();
    expect(codeHost.react).not.toHaveBeenCalled();
    expect(store.settleCommand).toHaveBeenCalledTimes(1);
  });
});

describe('a code host that does not answer', () => {
  it.each(['readComment', 'mayWrite', 'react'] as const)(
    'is asked again for %s, and nothing is settled before',
    async question => {
      const { run, codeHost, store } = setUp('/preview delete');
      codeHost[question].mockRejectedValue(new WaitingError('later'));
      await expect(run()).rejects.toThrow('later');
      expect(store.settleCommand).not.toHaveBeenCalled();
    },
  );

  it.each`
    question         | done
    ${'readComment'} | ${false}
    ${'mayWrite'}    | ${false}
    ${'react'}       | ${true}
  `(
    'for want of a permission to $question: done $done, and it is named',
    async ({ question, done }: { question: 'react'; done: boolean }) => {
      const { run, codeHost, store, logger } = setUp('/preview delete');
      codeHost[question].mockRejectedValue(
        new RefusedError('give the permission "Pull requests: write"'),
      );
      await run();
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringContaining('Pull requests: write'),
      );
      expect(store.settleCommand).toHaveBeenCalledTimes(1);
      const [[, outcome]] = store.settleCommand.mock.calls as unknown as [
        [unknown, { wish?: object }],
      ];
      expect(outcome.wish !== undefined).toBe(done);
    },
  );
});
