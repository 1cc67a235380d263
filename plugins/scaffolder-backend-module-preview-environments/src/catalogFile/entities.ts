import { InputError } from '@backstage/errors';
import { Document, LineCounter, isMap, parseAllDocuments } from 'yaml';

/** Which entity of a file is meant. Kinds compare without regard to case, as the catalog does. */
export interface EntitySelector {
  kind: string;
  /** Any name when undefined, if there is only one entity of the kind. */
  name?: string;
  namespace?: string;
}

/** The documents of a catalog file. Throws an InputError for text that is no YAML. */
export function readEntities(text: string): Document[] {
  const lineCounter = new LineCounter();
  const documents: Document[] = [...parseAllDocuments(text, { lineCounter })];
  const [error] = documents.flatMap(document => document.errors);
  if (error) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    throw new InputError(
      `The catalog file is no valid YAML: line ${line}:${col} ${error.message}`,
    );
  }
  return documents;
}

/** The one entity that fits. Throws an InputError that lists what there is when none or several do. */
export function selectEntity(
  documents: Document[],
  selector: EntitySelector,
): { index: number; name: string } {
  const entities = documents.flatMap((document, index) => {
    const entity = identify(document);
    return entity ? [{ index, ...entity }] : [];
  });
  const fitting = entities.filter(
    ({ kind, name, namespace }) =>
      same(kind, selector.kind) &&
      (selector.name === undefined || same(name, selector.name)) &&
      (selector.namespace === undefined || same(namespace, selector.namespace)),
  );
  if (fitting.length !== 1) {
    const wanted = [selector.kind, selector.namespace, selector.name]
      .filter(part => part !== undefined)
      .join(' ');
    const found = entities.map(refOf).join(', ') || 'no entities';
    throw new InputError(
      `The catalog file has ${
        fitting.length === 0 ? 'no' : 'more than one'
      } ${wanted}; it has ${found}`,
    );
  }
  return { index: fitting[0].index, name: refOf(fitting[0]) };
}

interface Identity {
  kind: string;
  name: string;
  namespace: string;
}

function identify(document: Document): Identity | undefined {
  if (!isMap(document.contents)) {
    return undefined;
  }
  const kind = document.getIn(['kind']);
  const name = document.getIn(['metadata', 'name']);
  const namespace = document.getIn(['metadata', 'namespace']) ?? 'default';
  return kind === undefined || name === undefined
    ? undefined
    : {
        kind: String(kind),
        name: String(name),
        namespace: String(namespace),
      };
}

function refOf({ kind, namespace, name }: Identity): string {
  return `${kind.toLowerCase()}:${namespace}/${name}`;
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
