import { Branch } from '@previewenv/plugin-preview-environments-node';
import { BranchTarget, Claim, PreviewRecord } from '../preview';
import {
  component,
  pullRequest,
  record,
  sha,
} from '../preview/__testUtils__/builders';
import { readBranchCircumstances } from './branchCircumstances';

const { repository } = pullRequest();
const { host, owner, name, id } = repository;
const head: Branch = { repository, name: 'basket', headSha: sha, url: 'x' };
const target: BranchTarget = {
  name: 'basket',
  entityRef: 'component:default/web',
};
const standing = record({
  branch: target,
  components: [{ ...component(), namespace: 'x' } as never],
});

function read(
  {
    asked = target as BranchTarget | null,
    branch = head as Branch | null,
    components = [component(), component('cart')],
  } = {},
  before?: PreviewRecord,
) {
  return readBranchCircumstances(
    {
      codeHost: { readBranch: async () => branch ?? undefined },
      definitions: {
        read: async () => ({ components, problems: [], absent: [] }),
      },
      branches: { branchOf: async () => asked ?? undefined },
    },
    {
      previewId: 'web-br-basket-abcdefgh',
      repository: { host, owner, name, id },
      number: 0,
    } as Claim,
    before,
  );
}

describe('what a look at a branch rests on', () => {
  it('is the head of the branch, and the components of the entity that was asked for', async () => {
    expect(await read()).toMatchObject({
      pullRequest: {
        number: 0,
        title: 'basket',
        head: { sha, ref: 'basket', repositoryId: '77' },
        base: { ref: 'main' },
        state: 'open',
      },
      branch: target,
      components: [{ name: 'web' }],
      absence: undefined,
    });
  });

  it('is all of the repository when no entity was named', async () => {
    const asked = { ...target, entityRef: undefined };
    expect(await read({ asked })).toMatchObject({
      components: [{ name: 'web' }, { name: 'cart' }],
    });
  });

  it('is the record, when what was asked for is not remembered beside it any more', async () => {
    expect(await read({ asked: null }, standing)).toMatchObject({
      branch: target,
    });
  });

  it.each`
    scenario                                 | answers                                | before                            | absence
    ${'the branch is deleted'}               | ${{ branch: null }}                    | ${standing}                       | ${'The branch basket is not there any more.'}
    ${'the branch of what is gone'}          | ${{ branch: null }}                    | ${{ ...standing, phase: 'gone' }} | ${undefined}
    ${'its entity names no definition more'} | ${{ components: [component('cart')] }} | ${standing}                       | ${'No definition is named by component:default/web any more.'}
  `('$scenario: absent is $absence', async ({ answers, before, absence }) => {
    expect(await read(answers, before)).toMatchObject({
      components: [],
      absence,
    });
  });

  it.each`
    scenario                                  | answers                                                            | says
    ${'nobody has asked'}                     | ${{ asked: null }}                                                 | ${/Nobody has asked/}
    ${'a branch that never was there'}        | ${{ branch: null }}                                                | ${/not there/}
    ${'another repository that has its name'} | ${{ branch: { ...head, repository: { ...repository, id: '8' } } }} | ${/another repository/}
  `('is nothing for $scenario', async ({ answers, says }) => {
    expect(await read(answers)).toMatch(says);
  });
});
