import { mockServices } from '@backstage/backend-test-utils';
import { EventParams } from '@backstage/plugin-events-node';
import { RefusedError } from '@previewenv/plugin-preview-environments-node';
import { WatchedRepository } from '../repositories';
import { WebhookHints } from './WebhookHints';
import { githubTopics, githubWebhooks } from './github/hints';
import { repository, repositoryRef } from './github/__testUtils__/answers';
import { gitlabWebhooks } from './gitlab';

const watched: WatchedRepository = {
  ref: repositoryRef,
  definitions: [
    { path: 'preview.yaml', entityRefs: ['component:default/web'] },
  ],
};

const elsewhere: WatchedRepository = {
  ref: { ...repositoryRef, owner: 'other' },
  definitions: [],
};

async function setUp(
  enqueue = jest.fn().mockResolvedValue('web-pr-42'),
  webhooks = githubWebhooks,
) {
  const noteCommand = jest.fn();
  const enqueueAwaiting = jest.fn();
  const enqueueBranch = jest.fn();
  const subscribe = jest.fn();
  const codeHost = { forgetFiles: jest.fn() };
  const listing = { list: jest.fn() };
  const logger = mockServices.logger.mock();
  await new WebhookHints({
    events: { subscribe, publish: jest.fn() },
    webhooks,
    codeHost,
    repositories: {
      find: ({ name }) => (name === 'web' ? watched : undefined),
      list: () => [watched, elsewhere],
    },
    followed: {
      find: async ({ name, id }) =>
        name === 'web' || (name === 'renamed' && id === '7')
          ? watched
          : undefined,
    },
    listing,
    store: { enqueue, enqueueAwaiting, enqueueBranch, noteCommand },
    logger,
  }).subscribe();
  const { onEvent, ...subscription } = subscribe.mock.calls[0][0];
  const send = (topic: string, eventPayload: unknown): Promise<void> =>
    onEvent({ topic, eventPayload } as EventParams);
  return {
    subscription,
    send,
    enqueue,
    enqueueAwaiting,
    enqueueBranch,
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
  it('have the preview of a branch looked at that was pushed to, and nothing else', async () => {
    const { send, enqueue, enqueueBranch, listing } = await setUp();
    const ref = 'refs/heads/new/basket';
    await send('github.push', { ...pushed(['preview.yaml']), ref });
    expect(enqueueBranch).toHaveBeenCalledWith(
      { ...repositoryRef, id: '7' },
      'new/basket',
      'webhook push',
    );
    expect(enqueue).not.toHaveBeenCalled();
    expect(listing.list).not.toHaveBeenCalled();
  });

  it('are heard under one subscription, so that replicas share them', async () => {
    const { subscription } = await setUp();
    expect(subscription).toEqual({
      id: 'preview-environments',
      topics: githubTopics,
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
      comment: {
        id: 7,
        body: '/preview delete',
        user: { type: 'User', login: 'dana' },
      },
    });
    expect(noteCommand).toHaveBeenCalledWith(
      { repository: { ...repositoryRef, id: '7' }, number: 42 },
      '7',
      'dana',
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

  it('about a repository that the catalog knows by another name are followed, commands too', async () => {
    const { send, enqueue, noteCommand, listing } = await setUp();
    const renamed = { ...repository, name: 'renamed' };
    await send('github.pull_request', { ...opened, repository: renamed });
    await send('github.issue_comment', {
      action: 'created',
      repository: renamed,
      issue: { number: 42, pull_request: {} },
      comment: {
        id: 7,
        body: '/preview',
        user: { login: 'dana', type: 'User' },
      },
    });
    await send('github.push', {
      ...pushed(['preview.yaml']),
      repository: renamed,
    });
    const present = { ...repositoryRef, name: 'renamed', id: '7' };
    expect(enqueue).toHaveBeenCalledWith({
      repository: present,
      number: 42,
      cause: 'webhook pull_request.opened',
    });
    expect(noteCommand).toHaveBeenCalledWith(
      { repository: present, number: 42 },
      '7',
      'dana',
    );
    expect(listing.list).toHaveBeenCalledWith(watched);
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

  it('of a build have those looked at that wait for it', async () => {
    const { send, enqueueAwaiting, enqueue } = await setUp();
    await send('github.check_run', {
      action: 'completed',
      repository,
      check_run: { head_sha: 'a'.repeat(40) },
    });
    expect(enqueueAwaiting).toHaveBeenCalledWith(
      {
        repository: { host: repositoryRef.host, id: '7' },
        headSha: 'a'.repeat(40),
      },
      'webhook check_run',
    );
    expect(enqueue).not.toHaveBeenCalled();
  });

  it.each`
    scenario                       | topic                                 | payload
    ${'it has another name'}       | ${'github.repository'}                | ${{ action: 'renamed', repository: { ...repository, name: 'new' }, changes: { repository: { name: { from: 'web' } } } }}
    ${'it was archived'}           | ${'github.repository'}                | ${{ action: 'archived', repository }}
    ${'the App came to it'}        | ${'github.installation_repositories'} | ${{ installation: { html_url: 'https://localhost:7008/x' }, repositories_added: [{ full_name: 'acme/web' }], repositories_removed: [] }}
    ${'the App is suspended'}      | ${'github.installation'}              | ${{ installation: { html_url: 'https://localhost:7008/x', account: { login: 'Acme' } } }}
    ${'its owner has a new name'}  | ${'github.installation_target'}       | ${{ action: 'renamed', account: { login: 'new', html_url: 'https://localhost:7008/new' }, changes: { login: { from: 'acme' } } }}
    ${'the App was taken from it'} | ${'github.installation'}              | ${{ installation: { html_url: 'https://localhost:7008/x' }, repositories: [{ full_name: 'acme/web' }] }}
  `(
    'of a repository have it read again when $scenario',
    async ({ topic, payload }) => {
      const { send, codeHost, listing } = await setUp();
      await send(topic, payload);
      expect(codeHost.forgetFiles).toHaveBeenCalledWith(repositoryRef);
      expect(listing.list).toHaveBeenCalledTimes(1);
    },
  );

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

describe('hints from GitLab', () => {
  const project = {
    id: 7,
    path_with_namespace: 'acme/shop/web',
    web_url: 'https://gitlab.acme.com/acme/shop/web',
    default_branch: 'main',
  };

  it('are heard under a subscription of their own, all under one topic', async () => {
    const { subscription } = await setUp(undefined, gitlabWebhooks);
    expect(subscription).toEqual({
      id: 'preview-environments-gitlab',
      topics: ['gitlab'],
    });
  });

  it('only enqueue', async () => {
    const { send, enqueue } = await setUp(undefined, gitlabWebhooks);
    await send('gitlab', {
      object_kind: 'merge_request',
      project,
      object_attributes: { iid: 42, action: 'open' },
    });
    expect(enqueue).toHaveBeenCalledWith({
      repository: {
        host: 'gitlab.acme.com',
        owner: 'acme/shop',
        name: 'web',
        id: '7',
      },
      number: 42,
      cause: 'webhook merge_request.open',
    });
  });

  it('forget definitions that were pushed to', async () => {
    const { send, codeHost, listing } = await setUp(undefined, gitlabWebhooks);
    await send('gitlab', {
      object_kind: 'push',
      ref: 'refs/heads/main',
      project,
    });
    expect(codeHost.forgetFiles).toHaveBeenCalledWith(watched.ref);
    expect(listing.list).toHaveBeenCalledWith(watched);
  });
});
