import { Phase } from '@previewenv/plugin-preview-environments-common';
import { PreviewRecord } from '../preview';
import { code, plainText } from './markdown';

/** The parts of a record that tell what can be commanded. */
export type CommandSubject = Pick<
  PreviewRecord,
  'phase' | 'closedAt' | 'answer' | 'blockedBy'
> & { pullRequest: { head: { sha: string } } };

/** Of sleeping and waking only the change. */
function commandsIn(phase: Phase): string[] {
  return [
    'redeploy',
    'extend 2d',
    'keep',
    'unkeep',
    phase === 'asleep' ? 'wake' : 'sleep',
    'delete',
  ].map(name => code(`/preview ${name}`));
}

/** Why the last command was not done, and which there are; nothing where none could be done any more. */
export function commandText(subject: CommandSubject): string[] {
  const { phase, closedAt, answer } = subject;
  if (closedAt || phase === 'terminating') return [];
  const refused = answer
    ? [`${plainText(answer.to)}: ${plainText(answer.text)}`]
    : [];
  return [
    ...refused,
    ...approvalText(subject),
    `Who can write to the repository may comment ${commandsIn(phase).join(
      ', ',
    )}.`,
  ];
}

/** With the whole id: an approval is of the commit that its author has looked at, whatever is pushed meanwhile. */
function approvalText({ blockedBy, pullRequest }: CommandSubject): string[] {
  return blockedBy.includes('approval')
    ? [
        `After a look at its changes, let the commit run by the comment ${code(
          `/preview approve ${pullRequest.head.sha}`,
        )}.`,
      ]
    : [];
}
