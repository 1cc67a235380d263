import {
  LineCounter,
  Alias,
  Document,
  Node,
  Pair,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  visit,
} from 'yaml';

import { Finding, Path } from './findings';
import { aliasFinding, refusalOf, syntaxFinding } from './syntax';

interface Position {
  line: number;
  column: number;
}

/** A YAML file with the one document of a definition, which knows where in the text each value stands. */
export class DefinitionDocument {
  readonly value: unknown;
  readonly #contents: unknown;
  readonly #lines: LineCounter;

  private constructor(value: unknown, contents: unknown, lines: LineCounter) {
    this.value = value;
    this.#contents = contents;
    this.#lines = lines;
  }

  /** The document, or why the text is none. */
  static read(text: string): DefinitionDocument | Finding[] {
    const lines = new LineCounter();
    try {
      const document = parseDocument(text, {
        lineCounter: lines,
        uniqueKeys: true,
        prettyErrors: false,
        logLevel: 'error',
      });
      const problems = [...document.errors, ...document.warnings];
      if (problems.length > 0) {
        return problems.map(problem => syntaxFinding(problem, text, lines));
      }
      const aliases = aliasesIn(document);
      if (aliases.length > 0) {
        return aliases.map(alias => aliasFinding(alias, lines));
      }
      if (document.contents === null) {
        return [
          {
            severity: 'error',
            message: 'the file is empty',
            line: 1,
            column: 1,
          },
        ];
      }
      return new DefinitionDocument(document.toJS(), document.contents, lines);
    } catch (error) {
      return [{ severity: 'error', message: refusalOf(error) }];
    }
  }

  /** Where the value stands; for one that is not there, the nearest thing around it. */
  locateValue(path: Path): Position {
    return this.#walk(path, false);
  }

  /** Where the name of the field stands. */
  locateKey(path: Path): Position {
    return this.#walk(path, true);
  }

  #walk(path: Path, atKey: boolean): Position {
    let node = this.#contents;
    let offset = startOf(node) ?? 0;
    for (const [index, segment] of path.entries()) {
      const child = childOf(node, segment);
      if (!child) {
        break;
      }
      const missesNext =
        index + 1 < path.length && !childOf(child.value, path[index + 1]);
      const wantsKey = (atKey && index + 1 === path.length) || missesNext;
      const start = wantsKey ? child.keyStart : startOf(child.value);
      offset = start ?? child.keyStart ?? offset;
      node = child.value;
    }
    const { line, col } = this.#lines.linePos(offset);
    return { line, column: col };
  }
}

function aliasesIn(document: Document): Alias[] {
  const found: Alias[] = [];
  visit(document, { Alias: (_key, alias) => void found.push(alias) });
  return found;
}

function childOf(
  node: unknown,
  segment: PropertyKey,
): { keyStart: number | undefined; value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(item => keyOf(item) === String(segment));
    return pair && { keyStart: startOf(pair.key), value: pair.value };
  }
  if (isSeq(node) && typeof segment === 'number' && segment in node.items) {
    const value = node.items[segment];
    return { keyStart: startOf(value), value };
  }
  return undefined;
}

function keyOf(pair: Pair): string {
  return String(isScalar(pair.key) ? pair.key.value : pair.key);
}

function startOf(node: unknown): number | undefined {
  return (node as Partial<Node> | undefined)?.range?.[0];
}
