import { Violation } from './Violation';

/** How much has been written by a moment. */
export interface Writings {
  kubernetes: number;
  codeHost: number;
  /** By table: its rows and their versions. */
  tables: Record<string, string>;
}

/** What was written between two moments of rest. */
export function checkRest(before: Writings, after: Writings): Violation[] {
  const tables = Object.keys({ ...before.tables, ...after.tables }).filter(
    table => before.tables[table] !== after.tables[table],
  );
  const found = [
    after.kubernetes > before.kubernetes &&
      `${after.kubernetes - before.kubernetes} writes to Kubernetes`,
    after.codeHost > before.codeHost &&
      `${after.codeHost - before.codeHost} writes to the code host`,
    tables.length > 0 && `the tables ${tables.join(', ')} have changed`,
  ];
  return found.flatMap(what =>
    what ? [{ invariant: 'at rest no writes' as const, what }] : [],
  );
}
