/**
 * As much of Helm's template language as the demo's charts use: values, releases, `if`/`else`/`end`, pipelines of `printf`,
 * `quote`, `default`, `toYaml`, `nindent`, `lower`. What is not known is an error, never silently empty.
 */
export type Scope = Record<string, unknown>;

type Node =
  | { kind: 'text'; text: string }
  | { kind: 'action'; pipeline: string }
  | { kind: 'if'; condition: string; then: Node[]; otherwise: Node[] };

function parse(source: string): Node[] {
  const tokens = source.split(/(\{\{-?[\s\S]*?-?\}\})/);
  const root: Node[] = [];
  const open: { node: Extract<Node, { kind: 'if' }>; into: Node[] }[] = [];
  let into = root;
  for (const [index, token] of tokens.entries()) {
    if (index % 2 === 0) {
      let text = token;
      if (tokens[index - 1]?.endsWith('-}}')) text = text.trimStart();
      if (tokens[index + 1]?.startsWith('{{-')) text = text.trimEnd();
      if (text) into.push({ kind: 'text', text });
      continue;
    }
    const action = token.replace(/^\{\{-?|-?\}\}$/g, '').trim();
    if (action.startsWith('/*')) continue;
    if (action.startsWith('if ')) {
      const node: Extract<Node, { kind: 'if' }> = {
        kind: 'if',
        condition: action.slice(3),
        then: [],
        otherwise: [],
      };
      into.push(node);
      open.push({ node, into });
      into = node.then;
    } else if (action === 'else') {
      into = open[open.length - 1].node.otherwise;
    } else if (action === 'end') {
      const closed = open.pop();
      if (!closed) throw new Error('unexpected {{end}}');
      into = closed.into;
    } else {
      into.push({ kind: 'action', pipeline: action });
    }
  }
  if (open.length) throw new Error('unexpected EOF: {{if}} without {{end}}');
  return root;
}

function toYaml(value: unknown, indent: string = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const lines = Object.entries(value).map(([key, each]) => {
    const nested =
      typeof each === 'object' && each !== null && Object.keys(each).length > 0;
    return nested
      ? `${indent}${key}:\n${toYaml(each, `${indent}  `)}`
      : `${indent}${key}: ${toYaml(each)}`;
  });
  return lines.join('\n') || '{}';
}

function term(text: string, scope: Scope): unknown {
  if (/^".*"$/.test(text)) return JSON.parse(text);
  if (/^\d+$/.test(text)) return Number(text);
  if (!text.startsWith('.')) throw new Error(`function "${text}" not defined`);
  let value: unknown = scope;
  for (const part of text.slice(1).split('.').filter(Boolean)) {
    if (value === undefined || value === null)
      throw new Error(`nil pointer evaluating interface {}.${part}`);
    value = (value as Scope)[part];
  }
  return value;
}

const functions: Record<string, (...values: unknown[]) => unknown> = {
  quote: value => JSON.stringify(String(value ?? '')),
  printf: (format, ...values) =>
    String(format).replace(/%[sdv]/g, () => String(values.shift())),
  lower: value => String(value).toLowerCase(),
  default: (fallback, value) =>
    value === undefined || value === '' || value === 0 || value === false
      ? fallback
      : value,
  toYaml: value => toYaml(value),
  nindent: (width, value) =>
    `\n${String(value).replace(/^/gm, ' '.repeat(Number(width)))}`,
};

function evaluate(pipeline: string, scope: Scope): unknown {
  let piped: unknown[] = [];
  for (const command of pipeline.split('|')) {
    const [head, ...rest] = command.trim().match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [
      '',
    ];
    const values = [...rest.map(text => term(text, scope)), ...piped];
    piped = [
      head in functions ? functions[head](...values) : term(head, scope),
    ];
  }
  return piped[0];
}

const isTrue = (value: unknown): boolean =>
  !(
    value === undefined ||
    value === null ||
    value === '' ||
    value === 0 ||
    value === false
  );

function run(nodes: Node[], scope: Scope): string {
  return nodes
    .map(node => {
      if (node.kind === 'text') return node.text;
      if (node.kind === 'if')
        return run(
          isTrue(evaluate(node.condition, scope)) ? node.then : node.otherwise,
          scope,
        );
      const value = evaluate(node.pipeline, scope);
      return value === undefined || value === null ? '' : String(value);
    })
    .join('');
}

export function renderTemplate(source: string, scope: Scope): string {
  return run(parse(source), scope);
}
