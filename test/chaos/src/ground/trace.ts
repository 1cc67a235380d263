import { applicationNamespace, namespacePrefix } from '../places';

/** One write of a backend, as the API server's audit log tells it, in the order in which the server did them. */
export interface Write {
  kind: 'write';
  at: number;
  /** Undefined for what is not done under a lease. */
  generation: number | undefined;
  verb: string;
  resource: string;
  namespace: string | undefined;
  name: string | undefined;
  code: number;
  /** Undefined for what belongs to no preview. */
  previewId: string | undefined;
}

/** An object that is no more, wherever the ground can tell. */
export interface Disappearance {
  kind: 'gone';
  at: number;
  resource: string;
  namespace: string | undefined;
  name: string;
  previewId: string | undefined;
}

export type TraceEntry = Write | Disappearance;

/** Which preview an object belongs to, by its place alone: labels could be wrong. */
export function previewOf(object: {
  resource: string;
  namespace: string | undefined;
  name: string | undefined;
}): string | undefined {
  const { resource, namespace, name = '' } = object;
  const place = resource === 'namespaces' ? name : namespace ?? '';
  if (place.startsWith(namespacePrefix))
    return place.slice(namespacePrefix.length);
  if (resource !== 'applications' || namespace !== applicationNamespace)
    return undefined;
  return /^(.+-pr-\d+)-/.exec(name)?.[1];
}

/** `preview-environments/0.1.0 (12)` → 12. */
export function generationOf(userAgent: string): number | undefined {
  const [, generation] = /\((\d+)\)$/.exec(userAgent) ?? [];
  return generation === undefined ? undefined : Number(generation);
}

/** Everything that the API server did for the backends, from the beginning of a run. */
export class Trace {
  readonly #entries: TraceEntry[] = [];
  readonly #course: (() => readonly TraceEntry[]) | undefined;

  /** `course` tells what became of objects, where the order of the log does not. */
  constructor(options: { course?: () => readonly TraceEntry[] } = {}) {
    this.#course = options.course;
  }

  add(entry: TraceEntry): void {
    this.#entries.push(entry);
  }

  get entries(): readonly TraceEntry[] {
    return this.#entries;
  }

  /** What was made, begun to be removed and gone, in its true order. */
  get course(): readonly TraceEntry[] {
    return this.#course?.() ?? this.#entries;
  }

  get writes(): Write[] {
    return this.#entries.filter(
      (entry): entry is Write => entry.kind === 'write',
    );
  }

  /** The newest lease generation that has written to a preview. */
  newestGeneration(previewId: string): number {
    return this.writes
      .filter(entry => entry.previewId === previewId)
      .reduce((newest, { generation = 0 }) => Math.max(newest, generation), 0);
  }
}
