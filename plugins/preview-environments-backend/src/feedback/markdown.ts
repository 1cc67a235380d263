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
  return cut
    .replace(/[&<>"'`|\\*_{}[\]()~!$^=]/g, asEntity)
    .replace(/[@#]/g, character => character + separator)
    .replace(/:(?=\/\/)/g, `:${separator}`)
    .replace(/\b(www|GH)(?=[.-])/gi, `$1${separator}`);
}

/** A text that may be trusted to have no backtick is code; any other stays plain. */
export function code(text: string): string {
  return /^[\w./:@ -]{1,200}$/.test(text) ? `\`${text}\`` : plainText(text);
}

/** A link, or the text alone when the address is not one of the web. */
export function link(text: string, address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return plainText(text);
  const target = url.href.replace(
    /[()|<>`\\]/g,
    character => `%${character.charCodeAt(0).toString(16)}`,
  );
  return `[${plainText(text)}](${target})`;
}

/** A table of cells that are Markdown already. */
export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join(
    '\n',
  );
}

function asEntity(character: string): string {
  return `&#${character.codePointAt(0)};`;
}
