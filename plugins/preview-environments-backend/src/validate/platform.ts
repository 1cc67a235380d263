import { Finding } from '@previewenv/plugin-preview-environments-common';
import {
  ComponentDefinition,
  desire,
  previewId,
  PreviewPolicy,
  repositorySlug,
  stampOf,
} from '../preview';

/** Any pull request: what the platform objects to does not depend on which. */
function sampleOf(repositoryName: string) {
  const id = previewId(repositorySlug(repositoryName), 1);
  const pullRequest = {
    repository: {
      host: 'github.com',
      owner: 'acme',
      name: repositoryName,
      id: '1',
      defaultBranch: 'main',
    },
    number: 1,
    title: '',
    url: '',
    author: { login: '', bot: false },
    state: 'open' as const,
    draft: false,
    labels: [],
    head: { sha: '0'.repeat(40), ref: 'sample', repositoryId: '1' },
    base: { ref: 'main' },
    updatedAt: new Date(0).toISOString(),
    closedAt: undefined,
  };
  // Links to stable hosts are a question only for a preview whose life has begun.
  const stamp = { ...stampOf(pullRequest, undefined), createdAt: new Date(0) };
  return { id, pullRequest, stamp };
}

/**
 * What the configuration of the platform has against a definition: its cluster, its hosts, what it shares with the other definitions of
 * its repository. Others that are wrong by themselves are left out. Pure.
 */
export function platformFindings(
  component: ComponentDefinition,
  others: ComponentDefinition[],
  { policy, repository }: { policy: PreviewPolicy; repository: string },
): Finding[] {
  const { id, pullRequest, stamp } = sampleOf(repository);
  const problemOf = (components: ComponentDefinition[]) => {
    const outcome = desire(id, pullRequest, components, policy, stamp);
    return 'problem' in outcome ? outcome.problem : undefined;
  };
  const right = others.filter(other => problemOf([other]) === undefined);
  const problem = problemOf([component]) ?? problemOf([...right, component]);
  return problem === undefined ? [] : [toFinding(problem, component.path)];
}

/** Problems of a definition begin with its path and the field. */
function toFinding(problem: string, path: string): Finding {
  const place = `${path}: `;
  const [, field, message] =
    /^(spec[^\s:]*): (.+)$/s.exec(
      problem.startsWith(place) ? problem.slice(place.length) : '',
    ) ?? [];
  return field === undefined
    ? { severity: 'error', message: problem }
    : { severity: 'error', message, field };
}
