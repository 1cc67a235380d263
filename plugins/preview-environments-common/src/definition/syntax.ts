import { isError } from '@backstage/errors';
import { Alias, LineCounter, YAMLError } from 'yaml';

import { Finding } from './findings';

const TOO_DEEP = 'the file is nested too deeply';

const PLACEHOLDER_HINT =
  "placeholders need quotes: '{{ preview.id }}.preview.example.com'";

/** What to tell about a file that could not be taken in; anything else is thrown on. */
export function refusalOf(error: unknown): string {
  // By name, because the classes differ between realms.
  if (isError(error) && error.name === 'RangeError') {
    return TOO_DEEP;
  }
  throw error;
}

/** Few lines with aliases can stand for more values than memory holds, and no definition needs them. */
export function aliasFinding(alias: Alias, lines: LineCounter): Finding {
  const { line, col } = lines.linePos(alias.range?.[0] ?? 0);
  return {
    severity: 'error',
    message: `aliases such as *${alias.source} are not allowed; write the value out`,
    line,
    column: col,
  };
}

/** What to tell about a mistake of syntax. */
export function syntaxFinding(
  problem: YAMLError,
  text: string,
  lines: LineCounter,
): Finding {
  const { line, col } = lines.linePos(problem.pos[0]);
  return {
    severity: 'error',
    message: syntaxMessage(problem, text, text.split('\n')[line - 1] ?? ''),
    line,
    column: col,
  };
}

function syntaxMessage(
  problem: YAMLError,
  text: string,
  lineText: string,
): string {
  if (problem.code === 'DUPLICATE_KEY') {
    const key = /^[^\s:]+/.exec(text.slice(problem.pos[0]))?.[0] ?? 'a field';
    return `the field ${key} appears twice`;
  }
  if (problem.code === 'MULTIPLE_DOCS') {
    return 'the file may hold one document only';
  }
  if (problem.message.startsWith('RangeError')) {
    return TOO_DEEP;
  }
  return /[:-]\s+\{\{/.test(lineText)
    ? PLACEHOLDER_HINT
    : `no valid YAML: ${problem.message}`;
}
