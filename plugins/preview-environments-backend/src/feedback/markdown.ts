/** Separates two characters that GitHub would otherwise read together; it takes no room. */
const separator = '\u200b';

/** Texts from outside are cut here, so that one of them cannot be the whole comment. */
const longestText = 400;

/**
 * Any text as plain words in a table cell of GitHub's Markdown: nothing in it is a format, a cell, an element, a link, a mention or a
 * reference to an issue. Control and invisible characters are dropped; white space becomes one blank.
 */
export function plainText(text: string): string {
  const visible = text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .trim();
  const characters = [...visible];
  const cut =
    characters.length > longestText
      ? `${characters.slice(0, longestText - 1).join('')}…`
      : visible;
  // Before anything is escaped: an escape has a # of its own.
  return escaped(
    cut
      .replace(/[@#]/g, character => character + separator)
      .replace(/:(?=\/\/)/g, `:${separator}`)
      .replace(/\b(www|GH)(?=[.-])/gi, `$1${separator}`),
  );
}

/** A text that may be trusted to have no backtick is code; any other stays plain. */
export function code(text: string): string {
  return /^[\w./:@ -]{1,200}$/.test(text) ? `\`${text}\`` : plainText(text);
}

/** A link; the text alone when the address is not one of the web. */
export function link(text: string, address: string): string {
  const url = webAddress(address);
  return url ? linkTo(url, plainText(text)) : plainText(text);
}

/** An address as a link that shows it as it is, so that it can be copied. Inside of a link GitHub makes no further links and mentions. */
export function addressLink(address: string): string {
  const url = webAddress(address);
  return url ? linkTo(url, escaped(url.href)) : plainText(address);
}

function linkTo({ href }: URL, words: string): string {
  const target = href.replace(
    /[()|<>`\\]/g,
    character => `%${character.charCodeAt(0).toString(16)}`,
  );
  return `[${words}](${target})`;
}

function webAddress(address: string): URL | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isPlain = url && !url.username && !url.password;
  return isPlain && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** A table of cells that are Markdown already. */
export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join(
    '\n',
  );
}

function escaped(text: string): string {
  return text.replace(
    /[&<>"'`|\\*_{}[\]()~!$^=]/g,
    character => `&#${character.charCodeAt(0)};`,
  );
}
