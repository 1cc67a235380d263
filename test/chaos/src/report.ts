import { faultClasses } from './faults/classes';
import { Tally } from './faults/Tally';
import { Journal } from './drive/Journal';
import { Invariant, invariants, Violation } from './invariants/Violation';

/** Violations of one kind that are printed. */
const shown = 10;

function table(rows: [string, number | string, string][]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows
    .map(
      ([name, count, what]) =>
        `  ${name.padEnd(width)}  ${String(count).padStart(6)}  ${what}`,
    )
    .join('\n');
}

/** What people did and what went wrong, with how often it took effect. */
export function describeRun(journal: Journal, tally: Tally): string {
  return [
    'What people did:',
    table(journal.actions().map(([name, count]) => [name, count, ''])),
    'What went wrong:',
    table(
      tally.rows().map(([name, count]) => [name, count, faultClasses[name]]),
    ),
  ].join('\n');
}

/** Each invariant with how often it was broken, and how. */
export function describeVerdict(violations: Violation[]): string {
  const names = Object.keys(invariants) as Invariant[];
  const of = (name: Invariant) =>
    violations.filter(({ invariant }) => invariant === name);
  const rows = names.map((name): [string, string, string] => [
    name,
    of(name).length === 0 ? 'ok' : String(of(name).length),
    invariants[name],
  ]);
  const details = names.flatMap(name => {
    const found = of(name);
    return [
      ...found.slice(0, shown).map(({ what }) => `  ${name}: ${what}`),
      ...(found.length > shown
        ? [`  ${name}: and ${found.length - shown} more`]
        : []),
    ];
  });
  return [
    'What must be true:',
    table(rows),
    ...(details.length > 0 ? ['How it was broken:', ...details] : []),
  ].join('\n');
}
