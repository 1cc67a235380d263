/**
 * Something that is wrong with a definition, or that its author should know, and where.
 *
 * @public
 */
export interface Finding {
  /** An error keeps the definition from being used, a warning does not. */
  severity: 'error' | 'warning';
  /** What to change, in words for the file's author. */
  message: string;
  /** The path of the field, for instance `spec.images[0].tag`. Absent when the file can't be read as YAML. */
  field?: string;
  /** Counted from 1. */
  line?: number;
  /** Counted from 1. */
  column?: number;
}

/**
 * A finding in one line: `line 7:5 spec.routing.hosst: unknown field, did you mean host?`
 *
 * @public
 */
export function formatFinding(finding: Finding): string {
  const { line, column, field, message } = finding;
  const place = [
    line === undefined ? '' : `line ${line}:${column ?? 1}`,
    field ?? '',
  ].filter(part => part !== '');
  return place.length === 0 ? message : `${place.join(' ')}: ${message}`;
}

/** The way to a value from the document's root: names of fields and positions in lists. */
export type Path = readonly PropertyKey[];

/** `spec.images[0].tag`; a key that is no plain word is quoted in brackets. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, segment) => {
    if (typeof segment === 'number') {
      return `${text}[${segment}]`;
    }
    const name = String(segment);
    if (!/^[\w-]+$/.test(name)) {
      return `${text}["${name}"]`;
    }
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

/** What a check objects to, before it is known where in the file that is. */
export interface Objection {
  path: Path;
  message: string;
  severity?: Finding['severity'];
  /** The objection is to the field's name and not to its value. */
  atKey?: boolean;
}
