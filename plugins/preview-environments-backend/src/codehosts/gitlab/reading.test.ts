import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { GitlabAnswer, setLabels } from '@previewenv/test-sandbox/src/gitlab';
import { gitlabWorld } from './__testUtils__/world';

describe('the files that a merge request changes', () => {
  it('have both names where one was moved', async () => {
    const { gitlab, codeHost, ref } = gitlabWorld();
    gitlab.interfere(({ path }) =>
      path.includes('/diffs')
        ? new GitlabAnswer(200, [{ old_path: 'web/a', new_path: 'api/a' }])
        : undefined,
    );
    expect(await codeHost.listChangedFiles(ref)).toEqual({
      files: ['web/a', 'api/a'],
      complete: true,
    });
  });

  it.each`
    scenario                               | changesCount | complete
    ${'GitLab has all of them'}            | ${'1'}       | ${true}
    ${'GitLab keeps a part of them'}       | ${'1000+'}   | ${false}
    ${'GitLab lists fewer than it counts'} | ${'2'}       | ${false}
    ${'GitLab has not counted'}            | ${null}      | ${false}
  `('are complete when $scenario: $complete', async fields => {
    const { codeHost, mergeRequest, ref } = gitlabWorld();
    mergeRequest.changesCount = fields.changesCount;
    const { complete } = await codeHost.listChangedFiles(ref);
    expect(complete).toBe(fields.complete);
  });

  it('are waited for while GitLab has not looked at them', async () => {
    const { gitlab, codeHost, mergeRequest, ref } = gitlabWorld();
    mergeRequest.prepared = false;
    gitlab.interfere(({ path }) =>
      path.includes('/diffs') ? new GitlabAnswer(200, []) : undefined,
    );
    await expect(codeHost.listChangedFiles(ref)).rejects.toThrow(WaitingError);
  });
});

describe('a file of the default branch', () => {
  const path = 'deploy/preview.yaml';

  it('is remembered until a push is heard of', async () => {
    const { gitlab, hub, codeHost, project, repository } = gitlabWorld();
    hub.commit(project, 'main', new Map([[path, 'one']]));
    expect((await codeHost.readFile(repository, path))?.text).toBe('one');
    hub.commit(project, 'main', new Map([[path, 'two']]));
    const { length } = gitlab.requests;
    expect((await codeHost.readFile(repository, path))?.text).toBe('one');
    expect(gitlab.requests).toHaveLength(length);
    codeHost.forgetFiles(repository);
    expect((await codeHost.readFile(repository, path))?.text).toBe('two');
  });

  it('is not said to be absent from a branch that cannot be read', async () => {
    const { gitlab, codeHost, repository } = gitlabWorld();
    gitlab.interfere(seen =>
      seen.path.includes('/repository/')
        ? new GitlabAnswer(404, { message: '404 Commit Not Found' })
        : undefined,
    );
    await expect(codeHost.readFile(repository, path)).rejects.toThrow(
      /the branch main cannot be read/,
    );
  });

  it('is absent from a project without a commit', async () => {
    const { hub, ada, codeHost, repository } = gitlabWorld();
    const { branches } = hub.addProject('acme/shop/empty', ada);
    branches.clear();
    const empty = { ...repository, name: 'empty' };
    expect(await codeHost.readFile(empty, path)).toBeUndefined();
  });

  it('is not looked for where we may not read the code', async () => {
    const { gitlab, codeHost, repository } = gitlabWorld();
    gitlab.interfere(seen =>
      seen.path === '/projects/acme/shop/web'
        ? new GitlabAnswer(200, { id: 7, path_with_namespace: 'acme/shop/web' })
        : undefined,
    );
    await expect(codeHost.readFile(repository, path)).rejects.toThrow(
      /does not let us read the code of acme\/shop\/web/,
    );
  });

  it.each(['../../../user', 'a/../b', '/etc/passwd', 'a//b', '..'])(
    'is never asked for as %p',
    async outside => {
      const { gitlab, codeHost, repository } = gitlabWorld();
      await expect(codeHost.readFile(repository, outside)).rejects.toThrow(
        RefusedError,
      );
      expect(gitlab.requests).toEqual([]);
    },
  );
});

describe('who may write', () => {
  it.each`
    scenario            | level        | state        | expected
    ${'a stranger'}     | ${undefined} | ${'active'}  | ${false}
    ${'a Guest'}        | ${10}        | ${'active'}  | ${false}
    ${'a Reporter'}     | ${20}        | ${'active'}  | ${false}
    ${'a Developer'}    | ${30}        | ${'active'}  | ${true}
    ${'a Maintainer'}   | ${40}        | ${'active'}  | ${true}
    ${'an Owner'}       | ${50}        | ${'active'}  | ${true}
    ${'who is blocked'} | ${40}        | ${'blocked'} | ${false}
  `('$scenario: $expected', async ({ level, state, expected }) => {
    const { hub, codeHost, project, repository } = gitlabWorld();
    const ann = hub.addUser('ann', { state });
    if (level) project.members.set(ann.id, level);
    expect(await codeHost.mayWrite(repository, 'Ann')).toBe(expected);
  });

  it('is asked every time', async () => {
    const { codeHost, ada, project, repository } = gitlabWorld();
    expect(await codeHost.mayWrite(repository, 'ada')).toBe(true);
    project.members.set(ada.id, 20);
    expect(await codeHost.mayWrite(repository, 'ada')).toBe(false);
    expect(await codeHost.mayWrite(repository, 'nobody')).toBe(false);
  });

  it('does not count members who have to be let in first', async () => {
    const { gitlab, codeHost, repository } = gitlabWorld();
    gitlab.interfere(({ path }) =>
      path.includes('/members/')
        ? new GitlabAnswer(200, {
            access_level: 30,
            state: 'active',
            membership_state: 'awaiting',
          })
        : undefined,
    );
    expect(await codeHost.mayWrite(repository, 'ada')).toBe(false);
  });
});

describe('who set a label', () => {
  it('is whoever did so last', async () => {
    const { hub, ada, codeHost, mergeRequest, ref } = gitlabWorld();
    const [eve, bot] = [hub.addUser('eve'), hub.addUser('project_1_bot')];
    setLabels(hub, mergeRequest, ['preview', 'gone'], eve);
    setLabels(hub, mergeRequest, [], eve);
    setLabels(hub, mergeRequest, ['preview'], ada);
    setLabels(hub, mergeRequest, ['preview', 'bots'], bot);
    expect(await codeHost.readLabelSetters(ref)).toEqual({
      preview: { login: 'ada', bot: false },
      bots: { login: 'project_1_bot', bot: true },
    });
  });

  it('is not known of a merge request that is not there', async () => {
    const { codeHost, repository } = gitlabWorld();
    const ref = { repository, number: 99 };
    expect(await codeHost.readLabelSetters(ref)).toEqual({});
  });
});

describe('a comment that commands', () => {
  it.each`
    scenario                  | system   | later    | expected
    ${'as it was written'}    | ${false} | ${0}     | ${false}
    ${'stored again at once'} | ${false} | ${40}    | ${false}
    ${'edited'}               | ${false} | ${5_000} | ${true}
    ${"by GitLab's own hand"} | ${true}  | ${0}     | ${undefined}
  `('$scenario', async ({ system, later, expected }) => {
    const { hub, ada, codeHost, mergeRequest, ref } = gitlabWorld();
    const id = hub.nextId();
    mergeRequest.notes.push({
      id,
      body: '/preview keep',
      author: ada,
      createdAt: new Date(10_000),
      updatedAt: new Date(10_000 + later),
      system,
      awards: [],
    });
    const comment = await codeHost.readComment(ref, String(id));
    expect(comment?.edited).toBe(expected);
  });
});
