import { PreviewDefinition } from '@previewenv/plugin-preview-environments-common';
import { BuildTrigger, DesiredBuild } from './types';

type Build = NonNullable<PreviewDefinition['spec']['images'][number]['build']>;

/** How an image is built, as its definition says. */
export function buildOf(build: Build): DesiredBuild {
  return { check: build.check, trigger: triggerOf(build) };
}

/** A definition that can be used names one way at most. */
function triggerOf({
  repositoryDispatch: eventType,
  workflowDispatch: workflow,
  circleci,
  call: name,
}: Build): BuildTrigger | undefined {
  if (eventType !== undefined)
    return { kind: 'repository-dispatch', eventType };
  if (workflow !== undefined) return { kind: 'workflow-dispatch', workflow };
  if (circleci) return { kind: 'circleci' };
  return name === undefined ? undefined : { kind: 'call', name };
}

/** Tells triggers of one repository apart, for people too. */
export function triggerName(trigger: BuildTrigger): string {
  switch (trigger.kind) {
    case 'repository-dispatch':
      return `repository_dispatch ${trigger.eventType}`;
    case 'workflow-dispatch':
      return `workflow_dispatch ${trigger.workflow}`;
    case 'circleci':
      return 'CircleCI';
    case 'call':
      return `call ${trigger.name}`;
    default: {
      const unknown: never = trigger;
      throw new Error(`No name for ${JSON.stringify(unknown)}`);
    }
  }
}
