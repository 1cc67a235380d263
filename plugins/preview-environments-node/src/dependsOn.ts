import { PullRequestRef, RepositoryRef } from './codeHost';

/** Of a description that names more, the first ones count. */
const mostNamed = 10;
/** GitHub takes 65,536 characters. */
const longestDescription = 65_536;
const longestReference = 400;

/** The line has to begin with it, as text or as an item of a list; the description is Markdown. */
const opening = /^ {0,3}(?:[-*+] {1,3})?depends-on:/i;
const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/;
const segment = /^(?!\.{1,2}$)[\w.-]{1,100}$/;
/** `owner/name#12`, GitLab's `group/project!12`, and `#12` of the repository itself. */
const short = /^((?:[\w.-]+\/){1,20}[\w.-]+)?[#!]([1-9]\d{0,8})$/;
/** The page of a pull request or merge request. */
const page =
  /^\/((?:[\w.-]+\/){1,20}[\w.-]+)\/(?:pull|-\/merge_requests)\/([1-9]\d{0,8})\/?$/;

/**
 * The pull requests that a description names in lines like `Depends-On: acme/cart#12`, several in one line or in several lines, by their
 * short names or by the addresses of their pages on the same host. What is code or an HTML comment says nothing. Whatever the text is, at
 * most ten of them, each once, in the order of the text.
 *
 * @public
 */
export function parseDependsOn(
  description: string,
  repository: RepositoryRef,
): PullRequestRef[] {
  const named = new Map<string, PullRequestRef>();
  for (const line of proseOf(description.slice(0, longestDescription))) {
    const [found] = opening.exec(line) ?? [];
    if (found === undefined) continue;
    for (const word of line.slice(found.length).split(/[\s,;]+/)) {
      const ref = referenceOf(word, repository);
      const key = JSON.stringify(ref)?.toLowerCase();
      if (ref && !named.has(key)) named.set(key, ref);
      if (named.size === mostNamed) return [...named.values()];
    }
  }
  return [...named.values()];
}

function referenceOf(
  word: string,
  repository: RepositoryRef,
): PullRequestRef | undefined {
  if (word.length > longestReference) return undefined;
  const [, path, number] =
    short.exec(word) ?? page.exec(pathOn(repository.host, word)) ?? [];
  if (number === undefined) return undefined;
  const { host } = repository;
  if (path === undefined)
    return {
      repository: { host, owner: repository.owner, name: repository.name },
      number: Number(number),
    };
  const segments = path.split('/');
  if (!segments.every(one => segment.test(one))) return undefined;
  const name = segments[segments.length - 1];
  const owner = segments.slice(0, -1).join('/');
  return { repository: { host, owner, name }, number: Number(number) };
}

/** Empty for what is no address on that host. */
function pathOn(host: string, word: string): string {
  if (!/^https:\/\//i.test(word) || !URL.canParse(word)) return '';
  const url = new URL(word);
  return url.host === host.toLowerCase() && !url.username ? url.pathname : '';
}

/** The lines that are neither code nor comments. What is not closed goes on to the end, as it does where it is shown. */
function proseOf(description: string): string[] {
  const prose: string[] = [];
  let closing: RegExp | undefined;
  let commented = false;
  for (const line of description.split(/\r\n|\r|\n/)) {
    if (closing) {
      if (closing.test(line)) closing = undefined;
      continue;
    }
    const visible = withoutComments(line, commented);
    commented = visible.commented;
    const [, marks, rest] = fence.exec(visible.text) ?? [];
    if (marks && !(marks.startsWith('`') && rest.includes('`')))
      closing = new RegExp(`^ {0,3}${marks[0]}{${marks.length},}[ \\t]*$`);
    else prose.push(visible.text);
  }
  return prose;
}

function withoutComments(
  line: string,
  before: boolean,
): { text: string; commented: boolean } {
  let text = '';
  let commented = before;
  let rest = line;
  for (;;) {
    const mark = commented ? '-->' : '<!--';
    const place = rest.indexOf(mark);
    if (place === -1)
      return { text: commented ? text : text + rest, commented };
    if (!commented) text += rest.slice(0, place);
    rest = rest.slice(place + mark.length);
    commented = !commented;
  }
}
