/** Takes no room, and ends what GitLab would read as one word. */
const separator = '\u200b';

/** In which GitLab looks for no references. Texts from outside have no brackets that are not escaped. */
const links = /(\[[^\]\n]*\]\([^)\n]*\))/;

/** `!`, `$`, `&`, `^` and `~`, escaped for Markdown. GitLab looks for references after it has read the escapes. */
const references = /(&#(?:33|36|38|94|126);)(?=[\w"])/g;

/**
 * A note that does nothing. GitLab carries out lines that begin with a slash, with the rights of whoever writes them (docs.gitlab.com,
 * "GitLab quick actions"): a `/merge` in a reason would merge. And it makes links, and leaves a remark at their other end, of what looks like
 * the name of a merge request, a label or a snippet.
 */
export function harmless(body: string): string {
  return body
    .split(links)
    .map((text, index) =>
      index % 2 === 0 ? text.replace(references, `$1${separator}`) : text,
    )
    .join('')
    .replace(/^([\s>*+-]*)\//gm, `$1${separator}/`);
}
