import {
  PullRequest,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { LabelSetter, People, runnable, RunnableFacts } from '../preview';

/** Where it is known who the people behind pull requests are. */
export interface PeopleSource {
  mayWrite(repository: RepositoryRef, login: string): Promise<boolean>;
  /** By label; those that nobody is known to have set are left out. */
  settersOf(
    pullRequest: PullRequest,
    labels: string[],
  ): Promise<Record<string, LabelSetter>>;
}

/** Asks what trust hinges on and nothing else: most pull requests are judged by what is known of them anyway. */
export async function readPeople(
  source: PeopleSource,
  facts: RunnableFacts,
): Promise<People> {
  const { pullRequest, components } = facts;
  const people: People = {};
  for (;;) {
    const judged = runnable({ ...facts, people });
    if (judged.kind !== 'open') return people;
    if (judged.question === 'author') {
      people.authorMayWrite = await source.mayWrite(
        pullRequest.repository,
        pullRequest.author.login,
      );
    } else {
      people.setters = await source.settersOf(
        pullRequest,
        labelsOf(components, pullRequest),
      );
    }
  }
}

function labelsOf(
  components: RunnableFacts['components'],
  { labels }: PullRequest,
): string[] {
  const named = components.flatMap(
    ({ definition: { spec } }) => spec.trigger.labels,
  );
  return [...new Set(named)].filter(label => labels.includes(label));
}
