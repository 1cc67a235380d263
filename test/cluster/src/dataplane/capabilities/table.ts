import { DataPlane } from '../planes';
import { capabilities } from './all';

/** What was found for a plane, by the capability's name. */
export type Findings = Record<string, string>;

/** Columns of one width, as Prettier wants them. */
function aligned(rows: string[][]): string {
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  const line = (row: string[], filler = ' ') =>
    `| ${row
      .map((cell, column) => cell.padEnd(widths[column], filler))
      .join(' | ')} |`;
  const [heading, ...rest] = rows;
  const rule = line(
    heading.map(() => ''),
    '-',
  );
  return [line(heading), rule, ...rest.map(row => line(row))].join('\n');
}

/** The page of the documentation. It changes when an implementation does, or a row. */
export function tableOf(found: { plane: DataPlane; findings: Findings }[]) {
  const heading = [
    '',
    ...found.map(({ plane }) => `${plane.name} (${plane.kind})`),
  ];
  const rows = capabilities.map(({ title, name }) => [
    title,
    ...found.map(({ findings }) => findings[name] ?? '–'),
  ]);
  return `# What implementations of the Gateway API can do

Found out by requests through the implementations of the [cluster kit](../test/cluster/kit/README.md), which names their
versions. \`npm run test:cluster\` compares this page with what it finds, and \`PREVIEWENV_WRITE=1 npm run test:cluster --
"capability table"\` writes it anew.

${aligned([heading, ...rows])}

"–": the question does not arise there. A route in the mesh attaches to the Service that is called, at the edge to a Gateway.
`;
}
