import { definitionOf } from '../preview/__testUtils__/builders';
import { TrustFloor } from '../preview';
import { trustFindings } from './trust';

const usual: TrustFloor = {
  forks: 'approve',
  authors: 'write',
  drafts: true,
  bots: true,
};

it.each`
  trigger                  | floor                           | says
  ${{}}                    | ${usual}                        | ${[]}
  ${{ forks: 'never' }}    | ${usual}                        | ${[]}
  ${{ forks: 'allow' }}    | ${usual}                        | ${[['forks', 'approve']]}
  ${{ forks: 'allow' }}    | ${{ ...usual, forks: 'allow' }} | ${[]}
  ${{}}                    | ${{ ...usual, forks: 'never' }} | ${[['forks', 'never']]}
  ${{ authors: 'anyone' }} | ${usual}                        | ${[['authors', 'write']]}
  ${{ drafts: true }}      | ${{ ...usual, drafts: false }}  | ${[['drafts', 'false']]}
  ${{ bots: true }}        | ${{ ...usual, bots: false }}    | ${[['bots', 'false']]}
`('of $trigger on $floor', ({ trigger, floor, says }) => {
  expect(trustFindings(definitionOf('web', { trigger }), floor)).toEqual(
    says.map(([field, counts]: string[]) => ({
      severity: 'warning',
      field: `spec.trigger.${field}`,
      message: `counts as ${counts} here, because the platform says so (previewEnvironments.trust.${field})`,
    })),
  );
});
