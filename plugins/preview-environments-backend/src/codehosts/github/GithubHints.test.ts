import { mockServices } from '@backstage/backend-test-utils';
import { EventParams } from '@backstage/plugin-events-node';
import { RefusedError } from '@previewenv/plugin-preview-environments-node';
import { WatchedRepository } from '../../repositories';
import { GithubHints } from './GithubHints';
import { repository, repositoryRef } from './__testUtils__/answers';

const watched: WatchedRepository = {
  ref: repositoryRef,
  definitions: [
    { path: 'preview.yaml', entityRefs: ['component:default/web'] },
  ],
};

async function setUp(enqueue = jest.fn().mockResolvedValue('web-pr-42')) {
  const noteCommand = jest.fn();
  const subscribe = jest.fn();
  const codeHost = { forgetFiles: jest.fn() };
  const listing = { list: jest.fn() };
  const logger = mockServices.logger.mock();
  await new GithubHints({
    events: { subscribe, publish: jest.fn() },
    codeHost,
    repositories: {
      find: ({ name }) => (name === 'web' ? watched : undefined),
    },
    listing,
    store: { enqueue, noteCommand },
    logger,
  }).subscribe();
  const { onEvent, ...subscription } = subscribe.mock.calls[0][0];
  const send = (topic: string, eventPayload: unknown): Promise<void> =>
    onEvent({ topic, eventPayload } as EventParams);
  return {
    subscription,
    send,
    enqueue,
    noteCommand,
    codeHost,
    listing,
    logger,
  };
}

const opened = { action: 'opened', number: 42, repository };
const pushed = (modified: string[]) => ({
  ref: 'refs/heads/main',
  repository,
  commits: [{ modified }],
});

describe('hints from GitHub', () => {
  it('are heard under one subscription, so that replicas share them', async () => {
    const { subscription } = await setUp();
    expect(subscription).toEqual({
      id: 'preview-environments',
      topics: ['github.pull_request', 'github.push', 'github.issue_comment'],
    });
  });

  it('only enqueue', async () => {
    const { send, enqueue } = await setUp();
    await send('github.pull_request', opened);
    expect(enqueue).toHaveBeenCalledWith({
      repository: { ...repositoryRef, id: '7' },
      number: 42,
      cause: 'webhook pull_request.opened',
    });
  });

  it('note a command, and believe nothing of it', async () => {
    const { send, enqueue, noteCommand } = await setUp();
    await send('github.issue_comment', {
      action: 'created',
      repository,
      issue: { number: 42, pull_request: {} },
      comment: { id: 7, body: '/preview delete', user: { type: 'User' } },
    });
    expect(noteCommand).toHaveBeenCalledWith(
      { repository: { ...repositoryRef, id: '7' }, number: 42 },
      '7',
    );
    expect(enqueue).not.toHaveBeenCalled();
  });

  it('about repositories that are not watched are not followed', async () => {
    const { send, enqueue, codeHost } = await setUp();
    const other = { ...repository, name: 'other' };
    await send('github.pull_request', { ...opened, repository: other });
    await send('github.push', {
      ...pushed(['preview.yaml']),
      repository: other,
    });
    expect(enqueue).not.toHaveBeenCalled();
    expect(codeHost.forgetFiles).not.toHaveBeenCalled();
  });

  it('of a push to a definition forget it, then list the repository', async () => {
    const { send, codeHost, listing } = await setUp();
    await send('github.push', pushed(['src/a.ts', 'preview.yaml']));
    expect(codeHost.forgetFiles).toHaveBeenCalledWith(repositoryRef);
    expect(listing.list).toHaveBeenCalledWith(watched);
  });

  it('of a push to other files only forget the definitions', async () => {
    const { send, codeHost, listing } = await setUp();
    await send('github.push', pushed(['src/a.ts']));
    expect(codeHost.forgetFiles).toHaveBeenCalled();
    expect(listing.list).not.toHaveBeenCalled();
  });

  it('of a repository whose slug another one holds are refused with a warning', async () => {
    const refusal = new RefusedError('web is held by acme/web');
    const { send, logger } = await setUp(jest.fn().mockRejectedValue(refusal));
    await send('github.pull_request', opened);
    expect(logger.warn).toHaveBeenCalledWith('web is held by acme/web');
  });

  it('that cannot be written down fail loudly', async () => {
    const { send } = await setUp(
      jest.fn().mockRejectedValue(new Error('no database')),
    );
    await expect(send('github.pull_request', opened)).rejects.toThrow(
      'no database',
    );
  });
});
