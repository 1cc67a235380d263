import { ScmIntegrationRegistry } from '@backstage/integration';
import {
  isWaiting,
  RefusedError,
} from '@previewenv/plugin-preview-environments-node';
import {
  currentLease,
  requireTimeToWrite,
  runWithLease,
} from '../../kubernetes';
import { GithubClientOptions } from './GithubClient';
import { GithubCodeHost } from './GithubCodeHost';
import { repositoryRef } from './__testUtils__/answers';
import {
  json,
  ScriptedGithub,
  SeenRequest,
} from './__testUtils__/ScriptedGithub';

const marker = '<!-- preview-environments:acme:web-pr-42 -->';
const comments = '/repos/acme/web/issues/42/comments';
const us = { id: 1, login: 'previews', type: 'User' };
const stranger = { id: 2, login: 'mallory', type: 'User' };

interface StoredComment {
  id: number;
  body: string;
  user: object;
  issue_url: string;
  performed_via_github_app?: { id: number };
}

/** GitHub's comments of pull request 42, as far as they are used here. */
class Comments {
  readonly stored = new Map<number, StoredComment>();
  readonly github = new ScriptedGithub();
  readonly codeHost: GithubCodeHost;

  constructor(
    options: { appId?: number } & Pick<
      GithubClientOptions,
      'requireTimeToWrite'
    > = {},
  ) {
    this.github
      .on('GET /user', us)
      .on(`GET ${comments}`, () => json([...this.stored.values()]))
      .on(`POST ${comments}`, ({ body }: SeenRequest) => {
        const { body: text } = body as { body: string };
        return json(this.add(us, text), 201);
      });
    const { appId, ...more } = options;
    const scripted = { ...this.github.options(), ...more };
    this.codeHost = GithubCodeHost.create(
      appId === undefined
        ? scripted
        : {
            ...scripted,
            integrations: withApp(scripted.integrations, appId),
            credentials: {
              getCredentials: async () => ({
                type: 'app' as const,
                token: 'installation',
                headers: undefined,
              }),
            },
          },
    );
  }

  add(user: object, body: string, extra: Partial<StoredComment> = {}) {
    const id = 100 + this.stored.size;
    const path = `/repos/acme/web/issues/comments/${id}`;
    this.stored.set(id, {
      id,
      body,
      user,
      issue_url: 'http://localhost:7008/api/v3/repos/acme/web/issues/42',
      ...extra,
    });
    const found = (answer: (comment: StoredComment) => Response) => () => {
      const comment = this.stored.get(id);
      return comment ? answer(comment) : json({ message: 'Not Found' }, 404);
    };
    this.github
      .on(`GET ${path}`, found(json))
      .on(`PATCH ${path}`, ({ body: sent }: SeenRequest) =>
        found(comment => {
          comment.body = (sent as { body: string }).body;
          return json(comment);
        })(),
      )
      .on(
        `DELETE ${path}`,
        found(() => {
          this.stored.delete(id);
          return new Response(undefined, { status: 204 });
        }),
      );
    return this.stored.get(id)!;
  }

  write(text: string, commentId?: string) {
    const body = `${marker}\n\n${text}`;
    return this.codeHost.writeComment(
      { repository: repositoryRef, number: 42 },
      { marker, body, commentId },
    );
  }

  texts(): string[] {
    return [...this.stored.values()].map(({ body }) =>
      body.replace(`${marker}\n\n`, ''),
    );
  }

  writes(): string[] {
    return this.github.requests
      .filter(({ method }) => method !== 'GET')
      .map(({ method }) => method);
  }
}

function withApp(
  integrations: ScmIntegrationRegistry,
  appId: number,
): ScmIntegrationRegistry {
  const byHost = (host: string) => {
    const integration = integrations.github.byHost(host)!;
    const apps = [{ appId }];
    return { ...integration, config: { ...integration.config, apps } };
  };
  const github = { ...integrations.github, byHost };
  return { github } as unknown as ScmIntegrationRegistry;
}

describe('the one comment on a pull request', () => {
  it('is made once, then edited', async () => {
    const world = new Comments();
    const made = await world.write('deploying');
    expect(made).toEqual({ commentId: '100', written: true });
    const edited = await world.write('ready', made.commentId);
    expect(edited).toEqual({ commentId: '100', written: true });
    expect(world.texts()).toEqual(['ready']);
    expect(world.writes()).toEqual(['POST', 'PATCH']);
  });

  it.each`
    scenario                                           | left      | texts            | outcome
    ${'has time for it'}                               | ${12_000} | ${['ready']}     | ${{ commentId: '100', written: true }}
    ${'could end while it is written'}                 | ${9_000}  | ${['deploying']} | ${'waiting'}
    ${'ended while the worker stood still (rule 7.3)'} | ${0}      | ${['deploying']} | ${'waiting'}
  `('is written under a lease that $scenario: $texts', async row => {
    const world = new Comments({
      requireTimeToWrite: timeout =>
        requireTimeToWrite(currentLease(), timeout),
    });
    const { commentId } = await world.write('deploying');
    const lease = { generation: 1, remainingMilliseconds: () => row.left };
    const outcome = await runWithLease(lease, () =>
      world.write('ready', commentId),
    ).catch(error => (isWaiting(error) ? 'waiting' : error));
    expect(outcome).toEqual(row.outcome);
    expect(world.texts()).toEqual(row.texts);
  });

  it('is not searched for where nobody has commented', async () => {
    const world = new Comments();
    await world.codeHost.writeComment(
      { repository: repositoryRef, number: 42 },
      { marker, body: 'ready', commentId: undefined, uncommented: true },
    );
    expect(world.github.requests.map(({ method }) => method)).toEqual(['POST']);
  });

  it('is not written when it says so already', async () => {
    const world = new Comments();
    const { commentId } = await world.write('ready');
    world.stored.get(100)!.body = `${marker}\r\n\r\nready\r\n`;
    expect(await world.write('ready', commentId)).toEqual({
      commentId,
      written: false,
    });
    expect(await world.write('ready')).toEqual({ commentId, written: false });
    expect(world.writes()).toEqual(['POST']);
  });

  it('is found again when its id was lost, and its doubles are removed', async () => {
    const world = new Comments();
    world.add(us, `${marker}\n\nfirst`);
    world.add(us, `${marker}\n\nsecond`);
    world.add(us, 'another of ours');
    expect(await world.write('ready')).toEqual({
      commentId: '100',
      written: true,
    });
    expect(world.texts()).toEqual(['ready', 'another of ours']);
  });

  it.each`
    scenario                        | lose
    ${'somebody removed it'}        | ${(world: Comments) => world.stored.delete(100)}
    ${'it is on another request'}   | ${(world: Comments) => Object.assign(world.stored.get(100)!, { issue_url: 'http://x/issues/142', body: 'x' })}
    ${'somebody took the mark out'} | ${(world: Comments) => Object.assign(world.stored.get(100)!, { body: 'edited' })}
  `('is made anew when $scenario', async ({ lose }) => {
    const world = new Comments();
    const { commentId } = await world.write('deploying');
    lose(world);
    const { written } = await world.write('ready', commentId);
    expect(written).toBe(true);
    expect(world.texts()).toContain('ready');
    expect(world.writes().filter(method => method === 'POST')).toHaveLength(2);
  });

  it('is made anew when it is removed between the reading and the writing', async () => {
    const world = new Comments();
    const { commentId } = await world.write('deploying');
    world.github.on('PATCH /repos/acme/web/issues/comments/100', () =>
      json({}, 404),
    );
    expect(await world.write('ready', commentId)).toEqual({
      commentId: '101',
      written: true,
    });
  });

  it('is never somebody else’s, although it carries the mark', async () => {
    const world = new Comments();
    world.add(stranger, `${marker}\n\nfake`);
    await world.write('ready');
    expect(world.texts()).toEqual(['fake', 'ready']);
  });

  it('does not trust an id that is not GitHub’s', async () => {
    const world = new Comments();
    await world.write('ready', '../../user');
    expect(world.github.requests.some(({ path }) => path.includes('..'))).toBe(
      false,
    );
    expect(world.texts()).toEqual(['ready']);
  });

  it.each`
    scenario                         | user                      | app          | ours
    ${'by our App'}                  | ${{ ...us, type: 'Bot' }} | ${{ id: 5 }} | ${true}
    ${'by another App'}              | ${{ ...us, type: 'Bot' }} | ${{ id: 6 }} | ${false}
    ${'by a person through our App'} | ${stranger}               | ${{ id: 5 }} | ${false}
    ${'by a bot that is no App'}     | ${{ ...us, type: 'Bot' }} | ${undefined} | ${false}
  `('written $scenario is ours: $ours', async ({ user, app, ours }) => {
    const world = new Comments({ appId: 5 });
    world.add(user, `${marker}\n\nbefore`, { performed_via_github_app: app });
    await world.write('ready');
    expect(world.texts()).toEqual(ours ? ['ready'] : ['before', 'ready']);
  });

  it('names the permission that is missing', async () => {
    const world = new Comments();
    world.github.on(`POST ${comments}`, () =>
      json({ message: 'Resource not accessible by integration' }, 403),
    );
    const writing = world.write('ready');
    await expect(writing).rejects.toThrow(RefusedError);
    await expect(writing).rejects.toThrow(
      /comment on pull requests in acme\/web .*"Pull requests: write"/,
    );
  });
});
