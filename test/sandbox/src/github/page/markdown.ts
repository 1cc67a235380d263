import { escapeHtml, Html } from '../../html';

/** Tags without attributes that people write into comments and that are harmless. */
const allowedTags =
  /&#60;(\/?(?:details|summary|sub|sup|br|kbd|b|strong|em))\s*\/?&#62;/g;

/** Text within a line: code, links, bold, emphasis. What goes in is hostile; everything is escaped first. */
function inline(text: string): string {
  const codes: string[] = [];
  const escaped = escapeHtml(text).replace(/`([^`]+)`/g, (_, code: string) => {
    codes.push(`<code>${code}</code>`);
    return `\uE000${codes.length - 1}\uE000`;
  });
  return escaped
    .replace(allowedTags, '<$1>')
    .replace(
      /\[([^\]]*)\]\((https?:\/\/[^\s()]+)\)/g,
      '<a href="$2" rel="noopener noreferrer nofollow">$1</a>',
    )
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/(^|[\s(])_([^_]+)_(?=[\s).,:;!?]|$)/g, '$1<em>$2</em>')
    .replace(
      /(^|\s)(https?:\/\/[^\s<"]+)/g,
      '$1<a href="$2" rel="noopener noreferrer nofollow">$2</a>',
    )
    .replace(
      /\uE000(\d+)\uE000/g,
      (_, index: string) => codes[Number(index)] ?? '',
    );
}

const cells = (row: string): string[] =>
  row
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map(cell => inline(cell.trim().replace(/\\\|/g, '|')));

function table([head, , ...rows]: string[]): string {
  const header = cells(head)
    .map(cell => `<th scope="col">${cell}</th>`)
    .join('');
  const body = rows
    .map(
      row =>
        `<tr>${cells(row)
          .map(cell => `<td>${cell}</td>`)
          .join('')}</tr>`,
    )
    .join('');
  return `<table><thead><tr>${header}</tr></thead><tbody>${body}</tbody></table>`;
}

function block(lines: string[]): string {
  const [first] = lines;
  const heading = /^(#{1,6})\s+(.*)$/.exec(first);
  if (heading) {
    const level = Math.max(3, heading[1].length);
    const rest = lines.slice(1);
    return `<h${level}>${inline(heading[2])}</h${level}>${
      rest.length ? block(rest) : ''
    }`;
  }
  if (lines.length > 1 && first.includes('|') && /^[\s|:-]+$/.test(lines[1]))
    return table(lines);
  if (lines.every(line => /^\s*[-*]\s/.test(line))) {
    return `<ul>${lines
      .map(line => `<li>${inline(line.replace(/^\s*[-*]\s+/, ''))}</li>`)
      .join('')}</ul>`;
  }
  if (lines.every(line => line.startsWith('>')))
    return `<blockquote>${block(
      lines.map(line => line.replace(/^>\s?/, '')),
    )}</blockquote>`;
  return `<p>${lines.map(inline).join('<br>')}</p>`;
}

/** A small, safe part of GitHub's markdown. Hidden comments (`<!-- -->`) are left out, as a browser does. */
export function renderMarkdown(source: string): Html {
  const visible = source
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\r\n/g, '\n')
    .replace(/\uE000/g, '');
  const parts = visible.split(/^```[^\n]*\n([\s\S]*?)^```\s*$/m);
  const rendered = parts.map((part, index) => {
    if (index % 2) return `<pre><code>${escapeHtml(part)}</code></pre>`;
    return part
      .split(/\n\s*\n/)
      .map(text => text.split('\n').filter(line => line.trim()))
      .filter(lines => lines.length)
      .map(block)
      .join('\n');
  });
  return new Html(rendered.join('\n'));
}
