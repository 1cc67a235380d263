import { PreviewRecord } from '../preview';
import { pullRequest, record, sha } from '../preview/__testUtils__/builders';
import { Mode, possibleActions } from './actions';

const removal = { requestedBy: 'user:default/ann', headSha: sha };
const closed = { closedAt: new Date(0) };

it.each`
  scenario                                      | change                                                | mode         | redeploy                      | remove
  ${'it is ready'}                              | ${{ phase: 'ready' }}                                 | ${'on'}      | ${undefined}                  | ${undefined}
  ${'it failed'}                                | ${{ phase: 'failed' }}                                | ${'on'}      | ${undefined}                  | ${undefined}
  ${'its pull request is closed'}               | ${{ phase: 'terminating', ...closed }}                | ${'on'}      | ${/pull request is closed/}   | ${/being removed already/}
  ${'GitHub says closed, nothing is done yet'}  | ${{ pullRequest: pullRequest({ state: 'closed' }) }}  | ${'on'}      | ${/pull request is closed/}   | ${undefined}
  ${'somebody asked for its removal'}           | ${{ phase: 'ready', removal }}                        | ${'on'}      | ${undefined}                  | ${/being removed already/}
  ${'the removed commit has been replaced'}     | ${{ removal: { ...removal, headSha: 'older' } }}      | ${'on'}      | ${undefined}                  | ${undefined}
  ${'it is being removed'}                      | ${{ phase: 'terminating', removal }}                  | ${'on'}      | ${/again when that is done/}  | ${/being removed already/}
  ${'it was removed, its pull request is open'} | ${{ phase: 'gone', removal }}                         | ${'on'}      | ${undefined}                  | ${/gone already/}
  ${'it is a draft'}                            | ${{ phase: 'awaiting-approval', reason: 'A draft.' }} | ${'on'}      | ${/A draft/}                  | ${undefined}
  ${'its label was taken off'}                  | ${{ phase: 'gone', reason: 'No label.' }}             | ${'on'}      | ${/No label/}                 | ${/gone already/}
  ${'it is only planned'}                       | ${{ phase: 'deploying' }}                             | ${'observe'} | ${/previewEnvironments.mode/} | ${/previewEnvironments.mode/}
`(
  'says what can be done when $scenario',
  ({
    change,
    mode,
    redeploy,
    remove,
  }: {
    change: Partial<PreviewRecord>;
    mode: Mode;
    redeploy: RegExp | undefined;
    remove: RegExp | undefined;
  }) => {
    const actions = possibleActions(record(change), mode).filter(({ name }) =>
      ['redeploy', 'delete'].includes(name),
    );
    expect(actions.map(({ name, allowed }) => [name, allowed])).toEqual([
      ['redeploy', !redeploy],
      ['delete', !remove],
    ]);
    expect(actions[0].reason ?? '').toMatch(redeploy ?? /^$/);
    expect(actions[1].reason ?? '').toMatch(remove ?? /^$/);
  },
);
