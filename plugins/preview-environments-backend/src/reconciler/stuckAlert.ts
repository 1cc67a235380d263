import { Alert, Alerts } from '../alerts';
import { PreviewRecord, subjectOf, wordsOf } from '../preview';

const stuckKey = (previewId: string) => `stuck:${previewId}`;

const doing: Record<NonNullable<PreviewRecord['closing']>['step'], string> = {
  clusters: 'Reaching its cluster',
  mesh: 'Leading callers back to the baseline',
  'mesh-drain': 'Letting the last calls finish',
  routes: 'Taking its routes away',
  drain: 'Letting the last requests finish',
  'clean-up': 'Its clean-up',
  deployments: 'Removing its Applications',
  workspaces: 'Removing its namespace',
  'old-workers': 'Making sure that nothing comes back',
};

/** Tells of a removal that is past a deadline, at every look at it, and of its end. Raised twice it is told once. */
export async function tellOfStuck(
  alerts: Alerts,
  before: PreviewRecord | undefined,
  after: PreviewRecord,
): Promise<void> {
  if (after.stuckSince) await alerts.raise(stuckAlert(after));
  else if (before?.stuckSince) await alerts.clear(stuckKey(after.id));
}

/** Without what changes from look to look: an alert is told again when its text changes. */
function stuckAlert({
  id,
  closing,
  repository,
  pullRequest,
}: PreviewRecord): Alert {
  const { owner, name } = repository;
  return {
    key: stuckKey(id),
    title: `The removal of preview ${id} is stuck`,
    description: `${
      closing ? doing[closing.step] : 'Its removal'
    } takes longer than previewEnvironments.closing allows (${whatItIsFor({
      repository,
      pullRequest,
    })} of ${owner}/${name}). The page of the previews names what holds it up. It goes on being tried; an administrator can give it up there.`,
    link: '/previews',
  };
}

function whatItIsFor({
  repository,
  pullRequest,
}: Pick<PreviewRecord, 'repository' | 'pullRequest'>): string {
  const subject = subjectOf(pullRequest);
  return subject.kind === 'branch'
    ? 'a branch'
    : `${wordsOf(repository).one} ${subject.number}`;
}
