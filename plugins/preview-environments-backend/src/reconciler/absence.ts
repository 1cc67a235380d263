import { AbsentDefinition, alive, PreviewRecord } from '../preview';

/** The components that stand, by name. */
export function standingComponents(
  record: PreviewRecord | undefined,
): string[] {
  return alive(record) ? record.components.map(({ name }) => name) : [];
}

/** What a preview does not rest on can't be missing to it. */
export function absenceFor(
  standing: string[],
  absent: AbsentDefinition[],
): string | undefined {
  return absent.find(
    ({ component }) => component === undefined || standing.includes(component),
  )?.reason;
}
