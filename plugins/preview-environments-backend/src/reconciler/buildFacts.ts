import {
  CommitCheck,
  PullRequest,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import {
  AskedBuild,
  BuildFacts,
  ComponentFacts,
  DesiredComponent,
  RunFact,
  triggerName,
} from '../preview';

/** What is known of builds. */
export interface BuildSource {
  /** What became of asking for builds of a commit, by name of the trigger. */
  asked(previewId: string, sha: string): Promise<Record<string, AskedBuild>>;
  /** Undefined when there is no such check, or it can't be read. */
  check(
    repository: RepositoryRef,
    sha: string,
    name: string,
  ): Promise<CommitCheck | undefined>;
  /** Undefined when there is no such run, or it can't be read for now. */
  run(repository: RepositoryRef, runId: string): Promise<RunFact | undefined>;
}

/** Asks only about builds of images that are awaited. */
export async function observeBuilds(
  source: BuildSource,
  previewId: string,
  { repository, head }: PullRequest,
  desired: {
    components: DesiredComponent[];
    facts: Record<string, ComponentFacts>;
  },
): Promise<BuildFacts | undefined> {
  const awaited = desired.components.flatMap(({ name, images }) =>
    images.flatMap(({ build }, index) =>
      build && desired.facts[name].images[index].state !== 'found'
        ? [build]
        : [],
    ),
  );
  if (awaited.length === 0) return undefined;
  const names = new Set(awaited.flatMap(({ check }) => check ?? []));
  const checks: Record<string, CommitCheck> = {};
  for (const name of names) {
    const check = await source.check(repository, head.sha, name);
    if (check) checks[name] = check;
  }
  const triggers = new Set(
    awaited.flatMap(({ trigger }) => (trigger ? [triggerName(trigger)] : [])),
  );
  const asked = triggers.size ? await source.asked(previewId, head.sha) : {};
  const runs: Record<string, RunFact> = {};
  for (const trigger of triggers) {
    const runId = asked[trigger]?.runId;
    const run =
      runId === undefined ? undefined : await source.run(repository, runId);
    if (run) runs[trigger] = run;
  }
  return { asked, runs, checks };
}
