import {
  CodeHost,
  isRefused,
  PullRequest,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import {
  AbsentDefinition,
  Circumstances,
  Claim,
  concerned,
  isOutdated,
  needsChangedFiles,
  PreviewPolicy,
  PreviewRecord,
} from '../preview';
import { DefinitionSource } from './sources';

export interface CircumstancesSources {
  codeHost: Pick<CodeHost, 'readPullRequest' | 'listChangedFiles'>;
  definitions: DefinitionSource;
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
): Promise<{ circumstances: Circumstances } | { unreadable: string }> {
  const read = await unlessRefused(() => readAll(sources, claim, record));
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
): Promise<Circumstances | string> {
  const { host, owner, name, id } = claim.repository;
  const pullRequest = await sources.codeHost.readPullRequest({
    repository: claim.repository,
    number: claim.number,
  });
  if (!pullRequest) return `Pull request ${claim.number} is not to be found.`;
  if (pullRequest.repository.id !== id)
    return `${host}/${owner}/${name} is another repository now. Correct the annotation of the entity if it was renamed; else remove the preview.`;
  if (isOutdated(pullRequest, record) && claim.attempts < patience)
    throw new WaitingError(
      `${host} answered with an older state of pull request ${claim.number} than before`,
    );
  const circumstances = { ...known(sources, record), pullRequest };
  return pullRequest.state === 'closed'
    ? circumstances
    : {
        ...circumstances,
        ...(await readComponents(sources, claim, pullRequest, record)),
      };
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
  const before = componentsOf(record);
  return {
    components: concerned(read.components, changed, before),
    definitionsProblem: read.problems[0],
    absence: absenceFor(before, read.absent),
  };
}

/** What a preview does not rest on can't be missing to it. */
function absenceFor(
  before: string[],
  absent: AbsentDefinition[],
): string | undefined {
  return absent.find(
    ({ component }) => component === undefined || before.includes(component),
  )?.reason;
}

function componentsOf(record: PreviewRecord | undefined): string[] {
  return record && record.phase !== 'gone'
    ? record.components.map(({ name }) => name)
    : [];
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
