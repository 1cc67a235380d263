import { PreviewRecord } from '../preview';
import { code, plainText } from './markdown';

/** The parts of a record that tell what can be commanded. */
export type CommandSubject = Pick<
  PreviewRecord,
  'phase' | 'closedAt' | 'answer'
>;

const commands = ['redeploy', 'extend 2d', 'keep', 'unkeep', 'delete'].map(
  name => code(`/preview ${name}`),
);

/** Why the last command was not done, and which there are; nothing where none could be done any more. */
export function commandText({
  phase,
  closedAt,
  answer,
}: CommandSubject): string[] {
  if (closedAt || phase === 'terminating') return [];
  const refused = answer
    ? [`${plainText(answer.to)}: ${plainText(answer.text)}`]
    : [];
  return [
    ...refused,
    `Who can write to the repository may comment ${commands.join(', ')}.`,
  ];
}
