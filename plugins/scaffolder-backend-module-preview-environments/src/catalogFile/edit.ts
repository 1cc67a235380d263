import { InputError } from '@backstage/errors';
import {
  Document,
  Node,
  Pair,
  YAMLMap,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  stringify,
} from 'yaml';

/** Puts one annotation into the text that the document was read from. */
export function putAnnotation(
  text: string,
  document: Document,
  key: string,
  value: string,
): string {
  const metadata = document.get('metadata', true);
  if (!isMap(metadata)) {
    throw new InputError('The entity has no metadata that could be annotated');
  }
  const annotations = pairOf(metadata, 'annotations');
  if (!annotations) {
    return insertField(text, metadata, 'annotations', { [key]: value });
  }
  const map = annotations.value;
  if (isMap(map)) {
    return putField(text, map, key, value);
  }
  if (isScalar(map) && map.value === null) {
    return fillEmpty(text, annotations, { [key]: value });
  }
  throw new InputError(
    `The entity's annotations are ${
      isAlias(map) ? 'an alias' : 'no map'
    }; add ${key} by hand`,
  );
}

function putField(
  text: string,
  map: YAMLMap,
  key: string,
  value: string,
): string {
  const pair = pairOf(map, key);
  if (!pair) {
    return insertField(text, map, key, value);
  }
  if (isScalar(pair.value) && pair.value.value === value) {
    return text;
  }
  const [start, end] = rangeOf(pair.value);
  const isBare = text.slice(0, start).endsWith(':');
  // A text block's range holds the line break behind it.
  const [lineBreaks] = /\s*$/.exec(text.slice(start, end)) ?? [''];
  return splice(
    text,
    start,
    end - lineBreaks.length,
    `${isBare ? ' ' : ''}${inline(value, map.flow === true)}`,
  );
}

type FieldValue = string | Record<string, string>;

function insertField(
  text: string,
  map: YAMLMap,
  key: string,
  value: FieldValue,
): string {
  return map.flow || map.items.length === 0
    ? insertIntoBraces(
        text,
        map,
        `${inline(key, true)}: ${inline(value, true)}`,
      )
    : insertLines(text, endOf(map), columnOf(text, startOf(map)), {
        [key]: value,
      });
}

function insertIntoBraces(text: string, map: YAMLMap, field: string): string {
  const brace = rangeOf(map)[1] - 1;
  const before = text.slice(0, brace).trimEnd();
  const separator = /[{,]$/.test(before) ? ' ' : ', ';
  return splice(text, before.length, brace, `${separator}${field} `);
}

/** `annotations:` with nothing behind it, or with a null that is written out. */
function fillEmpty(
  text: string,
  pair: Pair,
  fields: Record<string, string>,
): string {
  const [start, end] = rangeOf(pair.value);
  if (start !== end) {
    return splice(text, start, end, inline(fields, true));
  }
  const keyStart = rangeOf(pair.key)[0];
  return insertLines(text, start, columnOf(text, keyStart) + 2, fields);
}

/** Whole lines below the line that `offset` is on, or in front of the one that it begins. */
function insertLines(
  text: string,
  offset: number,
  indent: number,
  fields: Record<string, FieldValue>,
): string {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = stringify(fields, { lineWidth: 0 })
    .trimEnd()
    .split('\n')
    .map(line => `${' '.repeat(indent)}${line}`)
    .join(lineBreak);
  if (text[offset - 1] === '\n') {
    return splice(text, offset, offset, `${lines}${lineBreak}`);
  }
  const end = text.indexOf('\n', offset);
  return end < 0
    ? `${text}${lineBreak}${lines}${lineBreak}`
    : splice(text, end + 1, end + 1, `${lines}${lineBreak}`);
}

function inline(value: FieldValue, inBraces: boolean): string {
  if (typeof value !== 'string') {
    const fields = Object.entries(value).map(
      ([key, item]) => `${inline(key, true)}: ${inline(item, true)}`,
    );
    return `{ ${fields.join(', ')} }`;
  }
  const plain = stringify(value, { lineWidth: 0 }).trimEnd();
  return plain.includes('\n') || (inBraces && !/^[\w./-]+$/.test(plain))
    ? JSON.stringify(value)
    : plain;
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find(pair => isScalar(pair.key) && pair.key.value === key);
}

/** Where the last thing in a node ends; a block's own range may run into the comments behind it. */
function endOf(node: unknown): number {
  if (isCollection(node) && !node.flow) {
    const last = node.items.at(-1);
    if (isPair(last)) {
      return isNode(last.value) ? endOf(last.value) : endOf(last.key);
    }
    if (last !== undefined) {
      return endOf(last);
    }
  }
  return rangeOf(node)[1];
}

function startOf(map: YAMLMap): number {
  return rangeOf(map.items[0].key)[0];
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function rangeOf(node: unknown): [number, number] {
  const range = isNode(node) ? (node as Node).range : undefined;
  if (!range) {
    throw new InputError('The catalog file has a field that can not be edited');
  }
  return [range[0], range[1]];
}

function splice(
  text: string,
  start: number,
  end: number,
  inserted: string,
): string {
  return `${text.slice(0, start)}${inserted}${text.slice(end)}`;
}
