import { cleanupFailures, ComponentRecord, PreviewRecord } from '../preview';
import { CommandSubject, commandText } from './commandText';
import { expiryInShort, ExpirySubject, expiryText } from './expiryText';
import { GroupSubject, groupText } from './groupText';
import { addressLink, code, link, plainText, table } from './markdown';
import { FeedbackOptions, pageOf } from './options';
import { phaseTexts, standsStill } from './phaseTexts';

/** The parts of a record that the comment is made of; nothing else of it can change the text. */
export type CommentSubject = Pick<
  PreviewRecord,
  | 'id'
  | 'phase'
  | 'reason'
  | 'runUrl'
  | 'url'
  | 'commit'
  | 'liveSha'
  | 'cleanup'
> &
  ExpirySubject &
  CommandSubject &
  GroupSubject & {
    pullRequest: { head: { sha: string } };
    components: Pick<ComponentRecord, 'name' | 'health' | 'urls' | 'reason'>[];
  };

/** Characters of the rows that are listed; GitHub refuses comments of more than 65,536 in all. */
const mostOfRows = 50_000;

/**
 * What the one comment on a pull request says about its preview, and the mark it is found again by. The same state gives the same text, and
 * nothing in it moves with time alone.
 */
export function commentOf(
  preview: CommentSubject,
  options: FeedbackOptions,
): { marker: string; body: string } {
  const marker = `<!-- preview-environments:${word(options.instance)}:${word(
    preview.id,
  )} -->`;
  const { title, instead, next } = phaseTexts[preview.phase];
  const page = pageOf(options);
  const paragraphs = [
    `### Preview ${code(preview.id)}: ${title}`,
    instead ?? whatIsUp(preview),
    preview.runUrl && `Build: ${addressLink(preview.runUrl)}`,
    cleanupText(preview),
    address(preview),
    componentTable(preview),
    groupText(preview),
    expiryText(preview) ?? expiryOfOne(preview),
    next,
    ...commandText(preview),
    page && link('All previews in Backstage', page),
  ];
  const body = [marker, ...paragraphs.filter(Boolean)].join('\n\n');
  return { marker, body };
}

/** The line with the address says that it answers, and with which commit. */
const repeatsAddress = /^Answers with the head commit\.$/;

function whatIsUp(preview: CommentSubject): string | undefined {
  return repeatsAddress.test(preview.reason) && address(preview)
    ? undefined
    : plainText(preview.reason);
}

/** What the removal waits for, and what it could not clean up; when all is over, the reason says the latter. */
function cleanupText({ phase, cleanup }: CommentSubject): string | undefined {
  if (phase !== 'terminating') return undefined;
  const running = cleanup
    .filter(({ startedAt, result }) => startedAt && !result)
    .map(({ job }) => `Running the clean-up job of ${job.component}.`);
  const said = [...running, ...cleanupFailures(cleanup)];
  return said.length > 0 ? plainText(said.join(' ')) : undefined;
}

/** The address is shown for as long as something answers there, with the commit that does. */
function address({ url, liveSha, phase, pullRequest }: CommentSubject) {
  if (!url || !liveSha || phase === 'terminating' || phase === 'gone') {
    return undefined;
  }
  const opened = `${addressLink(url)} answers with commit ${shortCommit(
    liveSha,
  )}`;
  return liveSha === pullRequest.head.sha
    ? `${opened}.`
    : `${opened} until ${shortCommit(pullRequest.head.sha)} is ready.`;
}

function componentTable(preview: CommentSubject): string | undefined {
  const { components, phase, pullRequest, commit } = preview;
  // What can be said of a single component, the lines above have said.
  if (components.length < 2 || phase === 'gone') return undefined;
  const isStill = standsStill(phase);
  const all = components.map(({ name, health, urls, reason }) => [
    code(name),
    isStill ? health : phaseTexts[phase].title,
    urls.map(url => addressLink(url)).join(', ') || '–',
    shortCommit(commit ?? pullRequest.head.sha),
    (isStill && reason && plainText(reason)) || '–',
    expiryInShort(preview) ?? '–',
  ]);
  let size = 0;
  const rows = all.filter(row => (size += row.join('').length) <= mostOfRows);
  const more = all.length - rows.length;
  const head = ['Component', 'State', 'Address', 'Commit', 'Reason', 'Expires'];
  return table(head, rows) + (more > 0 ? `\n\nAnd ${more} more.` : '');
}

/** Several components have it in their rows. */
function expiryOfOne(preview: CommentSubject): string | undefined {
  const end = expiryInShort(preview);
  return end !== undefined && preview.components.length < 2
    ? `Expires ${end}.`
    : undefined;
}

function shortCommit(sha: string): string {
  return code(sha.slice(0, 7));
}

/** What may stand in an HTML comment without ending it. */
function word(text: string): string {
  return text.replace(/[^\w.-]/g, '_').replace(/--+/g, '-');
}
