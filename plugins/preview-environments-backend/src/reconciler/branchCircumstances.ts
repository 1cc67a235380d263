import { CodeHost } from '@previewenv/plugin-preview-environments-node';
import {
  AbsentDefinition,
  BranchTarget,
  changeOf,
  Circumstances,
  Claim,
  ComponentDefinition,
  PreviewRecord,
} from '../preview';
import { absenceFor, standingComponents } from './absence';
import { DefinitionSource } from './sources';

/** Where it is known which branch a preview is for. */
export interface BranchSources {
  codeHost: Pick<CodeHost, 'readBranch'>;
  definitions: DefinitionSource;
  branches: {
    /** Undefined when nobody has asked for a preview of a branch by that id. */
    branchOf(previewId: string): Promise<BranchTarget | undefined>;
  };
}

type Read = Pick<
  Circumstances,
  'pullRequest' | 'branch' | 'components' | 'definitionsProblem' | 'absence'
>;

/**
 * What the code host and the default branch say of a branch without pull request; a sentence when nothing can be said of it. A branch that is
 * not there any more is absent, which is read again before it is believed (rule 7.21).
 */
export async function readBranchCircumstances(
  { codeHost, definitions, branches }: BranchSources,
  claim: Claim,
  record: PreviewRecord | undefined,
): Promise<Read | string> {
  const { repository, previewId } = claim;
  const asked = (await branches.branchOf(previewId)) ?? record?.branch;
  if (!asked) return `Nobody has asked for ${previewId}.`;
  const branch = await codeHost.readBranch?.(repository, asked.name);
  if (!branch) {
    const reason = `The branch ${asked.name} is not there any more.`;
    return record ? gone(record, asked, reason) : reason;
  }
  if (branch.repository.id !== repository.id)
    return `${repository.host}/${repository.owner}/${repository.name} is another repository now.`;
  const read = await definitions.read([branch.repository, repository]);
  const components = read.components.filter(one => isAskedFor(one, asked));
  return {
    pullRequest: changeOf(branch),
    branch: asked,
    components,
    definitionsProblem: read.problems[0],
    absence: absenceOf(read.absent, record, asked),
  };
}

function gone(
  record: PreviewRecord,
  branch: BranchTarget,
  reason: string,
): Read {
  return {
    pullRequest: record.pullRequest,
    branch,
    components: [],
    definitionsProblem: undefined,
    // Of what is over nothing has to be read again.
    absence: record.phase === 'gone' ? undefined : reason,
  };
}

function isAskedFor(
  { entityRefs }: ComponentDefinition,
  { entityRef }: BranchTarget,
): boolean {
  return entityRef === undefined || entityRefs.includes(entityRef);
}

function absenceOf(
  absent: AbsentDefinition[],
  record: PreviewRecord | undefined,
  { entityRef }: BranchTarget,
): string | undefined {
  const standing = standingComponents(record);
  // An entity that has vanished is handled as a missing definition (rule 7.26).
  return (
    absenceFor(standing, absent) ??
    (standing.length > 0 && entityRef
      ? `No definition is named by ${entityRef} any more.`
      : undefined)
  );
}
