import { application, older, upStatus } from './__testUtils__/applications';
import { sourceOf } from './application';
import { abandonsWhenDeleted, statusOf } from './status';

const name = 'web-pr-42-web';
const condition = (type: string, message: string) => ({
  conditions: [{ type, message }],
});

describe('how a removal is doing', () => {
  const deletionTimestamp = '2026-03-01T12:00:00Z';

  it('names the finalizer that it waits for', () => {
    expect(
      statusOf(
        application(upStatus(), { deletionTimestamp }),
        sourceOf(older()),
      ),
    ).toEqual({
      state: 'deleting',
      reason: `Argo CD is removing ${name}.`,
      blockedBy: ['finalizer resources-finalizer.argocd.argoproj.io'],
    });
  });

  it('gives the reason of Argo CD, whatever the source', () => {
    const live = application(
      upStatus(condition('DeletionError', 'pods "web" is forbidden')),
      { deletionTimestamp },
    );
    expect(statusOf(live, sourceOf(older()))).toEqual({
      state: 'deleting',
      reason: `Argo CD cannot remove ${name}: pods "web" is forbidden`,
      blockedBy: ['pods "web" is forbidden'],
    });
  });
});

describe('what would be abandoned by a deletion (rule 7.17)', () => {
  it.each<[string, string, string, 'kept' | 'deleted']>([
    [
      'the cluster was renamed',
      'InvalidSpecError',
      'there are no clusters with this name: project-dev',
      'kept',
    ],
    [
      'two clusters have the name',
      'InvalidSpecError',
      'there are 2 clusters with the same name: [https://a https://b]',
      'kept',
    ],
    [
      'the cluster was taken out',
      'InvalidSpecError',
      'error getting cluster by server "https://a": rpc error: code = NotFound desc = cluster "https://a" not found',
      'kept',
    ],
    [
      'an older Argo CD says so',
      'InvalidSpecError',
      'application destination spec for web is invalid: unable to find destination server: there are no clusters with this name: dev',
      'kept',
    ],
    [
      'the project is missing',
      'InvalidSpecError',
      'Application referencing project previews which does not exist',
      'deleted',
    ],
    [
      'the repository is not permitted',
      'InvalidSpecError',
      "application repo https://github.com/acme/cluster is not permitted in project 'previews'",
      'deleted',
    ],
    [
      'the destination is not permitted',
      'InvalidSpecError',
      "application destination server 'https://a' and namespace 'pv-web-pr-42' do not match any of the allowed destinations in project 'previews'",
      'deleted',
    ],
    [
      'the cluster did not answer a comparison',
      'ComparisonError',
      'error getting cluster by server',
      'deleted',
    ],
  ])('%s', (_scenario, type, message, outcome) => {
    expect(
      abandonsWhenDeleted(application(upStatus(condition(type, message)))),
    ).toBe(outcome === 'kept' ? message : undefined);
  });
});
