import {
  CodeHost,
  isRefused,
  PullRequest,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import {
  Circumstances,
  Claim,
  concerned,
  isBranch,
  isOutdated,
  Leave,
  needsChangedFiles,
  PreviewPolicy,
  PreviewRecord,
  runnable,
} from '../preview';
import { absenceFor, standingComponents } from './absence';
import { GroupSource, readGroup } from './groupFacts';
import { BranchSources, readBranchCircumstances } from './branchCircumstances';
import { PeopleSource, readPeople } from './people';
import { PullRequestReadings } from './PullRequestReadings';
import { DefinitionSource } from './sources';

export interface CircumstancesSources extends BranchSources {
  codeHost: Pick<CodeHost, 'listChangedFiles' | 'readBranch'>;
  pullRequests: Pick<PullRequestReadings, 'read'>;
  definitions: DefinitionSource;
  people: PeopleSource;
  groups: GroupSource;
  policy: () => PreviewPolicy;
  now: () => Date;
}

/** Looks in a row after which an outdated answer is believed: then the code host itself went back, for instance to a backup. */
const patience = 5;

/**
 * What GitHub and the default branch say of a pull request. When they can't be read, what was known before with the reason; undefined
 * circumstances when nothing stands that could be kept. Throws a WaitingError for what passes by itself.
 */
export async function readCircumstances(
  sources: CircumstancesSources,
  claim: Claim,
  record: PreviewRecord | undefined,
  leave?: Leave,
): Promise<{ circumstances: Circumstances } | { unreadable: string }> {
  const read = await unlessRefused(() =>
    readAll(sources, claim, record, leave),
  );
  if (typeof read !== 'string') return { circumstances: read };
  if (!record || record.phase === 'gone') return { unreadable: read };
  return {
    circumstances: {
      ...known(sources, record),
      pullRequest: record.pullRequest,
      unreadable: read,
    },
  };
}

async function readAll(
  sources: CircumstancesSources,
  claim: Claim,
  record: PreviewRecord | undefined,
  leave: Leave | undefined,
): Promise<Circumstances | string> {
  if (isBranch(claim)) {
    const read = await readBranchCircumstances(sources, claim, record);
    return typeof read === 'string'
      ? read
      : { ...known(sources, record), ...read, leave };
  }
  const { host, owner, name, id } = claim.repository;
  const pullRequest = await sources.pullRequests.read(claim, record);
  if (!pullRequest) return `Pull request ${claim.number} is not to be found.`;
  if (pullRequest.repository.id !== id)
    return `${host}/${owner}/${name} is another repository now. Correct the annotation of the entity if it was renamed; else remove the preview.`;
  if (isOutdated(pullRequest, record) && claim.attempts < patience)
    throw new WaitingError(
      `${host} answered with an older state of pull request ${claim.number} than before`,
    );
  const circumstances = { ...known(sources, record), pullRequest, leave };
  if (pullRequest.state === 'closed') return circumstances;
  const covered = {
    ...circumstances,
    ...(await readComponents(sources, claim, pullRequest, record)),
  };
  const people = await readPeople(sources.people, covered);
  const judged = { ...covered, people };
  const { kind } = runnable(judged);
  // Nobody is led to, or told of, what nobody asked for.
  return kind === 'run' || kind === 'hold'
    ? {
        ...judged,
        group: await readGroup(sources, {
          previewId: claim.previewId,
          pullRequest,
          record,
        }),
      }
    : judged;
}

async function readComponents(
  { codeHost, definitions }: CircumstancesSources,
  claim: Claim,
  { repository }: PullRequest,
  record: PreviewRecord | undefined,
): Promise<
  Pick<Circumstances, 'components' | 'definitionsProblem' | 'absence'>
> {
  const read = await definitions.read([repository, claim.repository]);
  const changed = needsChangedFiles(read.components)
    ? await codeHost.listChangedFiles({ repository, number: claim.number })
    : undefined;
  const standing = standingComponents(record);
  return {
    components: concerned(read.components, changed, standing),
    definitionsProblem: read.problems[0],
    absence: absenceFor(standing, read.absent),
  };
}

function known(
  { policy, now }: CircumstancesSources,
  record: PreviewRecord | undefined,
): Omit<Circumstances, 'pullRequest'> {
  return {
    policy: policy(),
    record,
    components: [],
    definitionsProblem: undefined,
    absence: undefined,
    unreadable: undefined,
    observedAt: now(),
  };
}

/** What a person has to change, in words. */
async function unlessRefused<T>(read: () => Promise<T>): Promise<T | string> {
  try {
    return await read();
  } catch (error) {
    if (isRefused(error)) return error.message;
    throw error;
  }
}
