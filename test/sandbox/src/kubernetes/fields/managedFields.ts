import { FieldsV1, ManagedFieldsEntry } from '../types';
import { decodePath, encodePath, Path } from './paths';

/** Who owns which fields. Entries differ by manager, operation and subresource. */
export interface Owner {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  subresource: string | undefined;
  time: string;
  paths: Set<string>;
}

function encodeFields(paths: Set<string>): FieldsV1 {
  const root: FieldsV1 = {};
  for (const text of [...paths].sort()) {
    const path = decodePath(text);
    let node = root;
    for (const element of path) node = node[element] ??= {};
    // An item of a list is owned itself, beside its fields.
    if (path[path.length - 1].startsWith('k:')) node['.'] = {};
  }
  return root;
}

function decodeFields(fields: FieldsV1): Set<string> {
  const paths = new Set<string>();
  const visit = (node: FieldsV1, path: Path): void => {
    const children = Object.entries(node);
    if (path.length && (!children.length || '.' in node))
      paths.add(encodePath(path));
    for (const [element, child] of children)
      if (element !== '.') visit(child, [...path, element]);
  };
  visit(fields, []);
  return paths;
}

export function readOwners(entries: ManagedFieldsEntry[] = []): Owner[] {
  return entries.map(
    ({ manager, operation, apiVersion, subresource, time, fieldsV1 }) => ({
      manager,
      operation,
      apiVersion,
      subresource,
      time,
      paths: decodeFields(fieldsV1),
    }),
  );
}

/** Owners of nothing are left out. */
export function writeOwners(owners: Owner[]): ManagedFieldsEntry[] {
  return owners
    .filter(({ paths }) => paths.size)
    .map(({ manager, operation, apiVersion, subresource, time, paths }) => ({
      manager,
      operation,
      apiVersion,
      time,
      fieldsType: 'FieldsV1',
      fieldsV1: encodeFields(paths),
      ...(subresource ? { subresource } : {}),
    }));
}

export function sameOwner(
  a: Pick<Owner, 'manager' | 'operation' | 'subresource'>,
  b: Pick<Owner, 'manager' | 'operation' | 'subresource'>,
): boolean {
  return (
    a.manager === b.manager &&
    a.operation === b.operation &&
    a.subresource === b.subresource
  );
}

/** `"kubectl" using v1 at 2030-01-01T00:00:00Z`, as conflicts name an owner. */
export function describeOwner({
  manager,
  operation,
  subresource,
  apiVersion,
  time,
}: Owner): string {
  const name = subresource
    ? `${JSON.stringify(manager)} with subresource ${JSON.stringify(
        subresource,
      )}`
    : JSON.stringify(manager);
  return operation === 'Update'
    ? `${name} using ${apiVersion} at ${time}`
    : name;
}
