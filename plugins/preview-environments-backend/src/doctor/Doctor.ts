import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  isRefused,
  isWaiting,
  MarkedRequest,
  PropagationEvidence,
  Sighting,
} from '@previewenv/plugin-preview-environments-node';
import { PreviewRecord } from '../preview';
import { diagnose, JudgedEdge } from './diagnose';
import { DependencyGraph, readGraph } from './graph';
import { Marker, Marking } from './Marker';

/** How one source of evidence did. */
export interface SourceReport {
  name: string;
  sightings: number;
  problem: string | undefined;
}

/** Everything that one examination found out. */
export interface Diagnosis {
  marking: Marking;
  graph: DependencyGraph;
  edges: JudgedEdge[];
  sources: SourceReport[];
}

interface Examination {
  marking: Marking;
  sightings: Sighting[];
  sources: SourceReport[];
}

/** Whoever asks again so soon gets the answer that is there: many viewers of a page make one request. */
const freshMilliseconds = 10_000;
/** Traces come late; a person waits for this. */
const patienceMilliseconds = 15_000;
/** No page asks more at once. */
const mostKept = 100;

/**
 * Finds out on which call a routing key is lost. Works on demand and keeps what it saw in memory only, for seconds; what a caller
 * gets is laid over the dependencies that they may see.
 */
export class Doctor {
  readonly #catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  readonly #marker: Pick<Marker, 'mark'>;
  readonly #evidence: PropagationEvidence[];
  readonly #logger: Pick<LoggerService, 'warn'>;
  readonly #now: () => Date;
  readonly #kept = new Map<
    string,
    {
      path: string;
      since: number;
      ended: boolean;
      result: Promise<Examination>;
    }
  >();

  constructor(options: {
    catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
    marker: Pick<Marker, 'mark'>;
    evidence: PropagationEvidence[];
    logger: Pick<LoggerService, 'warn'>;
    now: () => Date;
  }) {
    this.#catalog = options.catalog;
    this.#marker = options.marker;
    this.#evidence = options.evidence;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /** `record` is the preview as the caller may see it. Throws a ConflictError while it is examined by another path. */
  async examine(
    record: PreviewRecord,
    path: string,
    credentials: Parameters<CatalogService['getEntitiesByRefs']>[1],
  ): Promise<Diagnosis> {
    const [graph, examination] = await Promise.all([
      readGraph(this.#catalog, record, credentials),
      // Nobody's answer may be that of someone who sees less.
      record.url === undefined
        ? this.#examine(record, path)
        : this.#shared(record, path),
    ]);
    const { marking, sightings, sources } = examination;
    return { marking, graph, edges: diagnose(graph, sightings), sources };
  }

  #shared(record: PreviewRecord, path: string): Promise<Examination> {
    const kept = this.#kept.get(record.id);
    const now = this.#now().getTime();
    if (kept && !kept.ended && kept.path !== path)
      throw new ConflictError(
        `${record.id} is being examined by way of ${kept.path}; ask again when that is done.`,
      );
    if (kept?.path === path && now - kept.since < freshMilliseconds)
      return kept.result;
    const result = this.#examine(record, path);
    const entry = { path, since: now, ended: false, result };
    this.#kept.delete(record.id);
    this.#kept.set(record.id, entry);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept) this.#kept.delete(oldest);
    const end = () => {
      entry.ended = true;
    };
    result.then(end, () => {
      end();
      this.#kept.delete(record.id);
    });
    return result;
  }

  async #examine(record: PreviewRecord, path: string): Promise<Examination> {
    const marking = await this.#marker.mark(record, path);
    if ('problem' in marking) return { marking, sightings: [], sources: [] };
    const found = await Promise.all(
      this.#evidence.map(source => this.#ask(source, marking.request)),
    );
    return {
      marking,
      sightings: found.flatMap(({ sightings }) => sightings),
      sources: found.map(({ name, sightings, problem }) => ({
        name,
        sightings: sightings.length,
        problem,
      })),
    };
  }

  async #ask(
    source: PropagationEvidence,
    request: MarkedRequest,
  ): Promise<{
    name: string;
    sightings: Sighting[];
    problem: string | undefined;
  }> {
    const { name } = source;
    try {
      const sightings = await source.find(
        request,
        AbortSignal.timeout(patienceMilliseconds),
      );
      return { name, sightings, problem: undefined };
    } catch (error) {
      if (isWaiting(error) || isRefused(error))
        return { name, sightings: [], problem: error.message };
      this.#logger.warn(`${name} could not be asked for evidence: ${error}`);
      return {
        name,
        sightings: [],
        problem: `${name} could not be asked; the log of the backend says why.`,
      };
    }
  }
}
