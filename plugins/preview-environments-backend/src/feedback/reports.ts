import {
  CommitStatusReport,
  DeploymentPlace,
  DeploymentReport,
} from '@previewenv/plugin-preview-environments-node';
import { PreviewRecord, untold } from '../preview';
import { plainLine } from './line';
import { FeedbackOptions, pageOf } from './options';
import { phaseTexts } from './phaseTexts';

/** What deployments and statuses are made of. */
export type ReportSubject = Pick<
  PreviewRecord,
  | 'id'
  | 'phase'
  | 'reason'
  | 'url'
  | 'commit'
  | 'liveSha'
  | 'feedback'
  | 'branch'
> & { pullRequest: { head: { sha: string } } };

export type DeploymentOptions = FeedbackOptions & { environment: string };

/**
 * What the code host is to show as deployed: the commit that answers, and nothing before there is one, because a deployment that never
 * answered is of no use to its reader and costs three of the writes that GitHub counts. What was shown and does not answer any more is
 * inactive: GitHub leaves that to us where environments are transient.
 */
export function deploymentsOf(
  record: ReportSubject,
  options: DeploymentOptions,
): DeploymentReport[] {
  const { deployments } = record.feedback ?? untold;
  const live = deployments.find(({ sha }) => sha === record.liveSha);
  const others = deployments.filter(({ sha }) => sha !== record.liveSha);
  const shown = [
    ...(record.liveSha ? [{ sha: record.liveSha, id: live?.id }] : []),
    ...others,
  ];
  const reports = shown.flatMap(({ sha, id }) => {
    const state = stateOf(record, sha, id !== undefined);
    return state ? [{ sha, id, state }] : [];
  });
  return reports.map(({ sha, id, state }) => ({
    ...deploymentPlaceOf(record, options),
    deploymentId: id,
    sha,
    state,
    url: state === 'inactive' ? undefined : record.url,
    logUrl: pageOf(options),
    description:
      state === 'inactive'
        ? 'It does not answer any more.'
        : descriptionOf(record),
  }));
}

/** Where its deployments are. */
export function deploymentPlaceOf(
  { id, branch }: Pick<ReportSubject, 'id' | 'branch'>,
  { instance, environment }: DeploymentOptions,
): DeploymentPlace {
  return {
    marker: markerOf(instance, id),
    environment: environment.replaceAll('{{ preview.id }}', id),
    ...(branch ? { branch: branch.name } : {}),
  };
}

/** Undefined leaves it as it is. */
function stateOf(
  { phase, commit, liveSha, pullRequest: { head } }: ReportSubject,
  sha: string,
  known: boolean,
): DeploymentReport['state'] | undefined {
  const isOver = ['asleep', 'terminating', 'gone'].includes(phase);
  if (isOver) return known ? 'inactive' : undefined;
  if (sha !== liveSha) return 'inactive';
  if (phase === 'ready') return 'success';
  // What fails is the commit that is being deployed; the one before it answers as it did.
  const fails = phase === 'degraded' || phase === 'failed';
  const deployed = commit ?? head.sha;
  return known && fails && sha === deployed ? 'failure' : undefined;
}

/** What the head commit's own status says. While the preview moves it says one thing, so that it is written once. */
export function statusOf(
  record: ReportSubject,
  {
    instance,
    appBaseUrl,
    as,
  }: FeedbackOptions & { as: CommitStatusReport['as'] },
): CommitStatusReport {
  const { sha } = record.pullRequest.head;
  const { status } = record.feedback ?? untold;
  const said = whatStatusSays(record);
  return {
    context: `preview/${instance}`,
    marker: markerOf(instance, record.id),
    as,
    statusId: status?.sha === sha ? status.id : undefined,
    sha,
    ...said,
    url: record.phase === 'ready' ? record.url : pageOf({ appBaseUrl }),
  };
}

function whatStatusSays(
  record: ReportSubject,
): Pick<CommitStatusReport, 'state' | 'description'> {
  const description = descriptionOf(record);
  const { phase, commit, liveSha, pullRequest } = record;
  switch (phase) {
    case 'ready':
      // Another commit may answer while the head is held back.
      return {
        state: liveSha === pullRequest.head.sha ? 'success' : 'pending',
        description,
      };
    case 'asleep':
      return { state: 'success', description };
    case 'failed':
    case 'degraded':
      // What fails is the commit that runs; a head that waits for a person has not failed yet.
      return {
        state:
          commit && commit !== pullRequest.head.sha ? 'pending' : 'failure',
        description,
      };
    // What is not there any more must not hold up a merge.
    case 'terminating':
    case 'gone':
      return { state: 'success', description: 'There is no preview any more.' };
    case 'awaiting-approval':
      return { state: 'pending', description };
    default:
      return { state: 'pending', description: 'The preview is being made.' };
  }
}

function descriptionOf({ phase, reason }: ReportSubject): string {
  const { title, instead } = phaseTexts[phase];
  return plainLine(`Preview ${title}. ${instead ?? reason}`);
}

/** One word, whatever the instance is called. */
function markerOf(instance: string, previewId: string): string {
  const word = (text: string) => text.replace(/[^\w.-]/g, '_');
  return `preview-environments:${word(instance)}:${word(previewId)}`;
}
