import {
  formatFinding,
  parsePreviewDefinition,
  PreviewDefinition,
} from '@previewenv/plugin-preview-environments-common';
import {
  CodeHost,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { LRUCache } from 'lru-cache';
import { ComponentDefinition } from '../preview';
import { repositoryKey, WatchedRepository } from './groupByRepository';

/** What the default branch says about previews. */
export interface DefinitionReading {
  /** In the order of their paths; where a file is missing or invalid, as it last was when it was good. */
  components: ComponentDefinition[];
  /** Sentences for the repository's people; a finding names its line and field. */
  problems: string[];
  /** Paths at which there is no file. */
  missing: string[];
}

interface Read {
  revision: string | undefined;
  /** Undefined for as long as no good one has been seen. */
  lastGood: PreviewDefinition | undefined;
  problem: string | undefined;
}

/** Findings that are shown of one file; more would not help to mend it. */
const mostFindings = 5;

/**
 * Reads the definitions of a repository from its default branch. The last good one of each file stays in use while the file is missing or
 * invalid (rule 7.21), for as long as this process lives.
 */
export class Definitions {
  readonly #codeHost: Pick<CodeHost, 'readFile'>;
  readonly #reads = new LRUCache<string, Read>({ max: 10_000 });

  constructor(codeHost: Pick<CodeHost, 'readFile'>) {
    this.#codeHost = codeHost;
  }

  /** Throws what the code host throws when the files cannot be read. */
  async read(repository: WatchedRepository): Promise<DefinitionReading> {
    const components: ComponentDefinition[] = [];
    const problems: string[] = [];
    const missing: string[] = [];
    for (const { path, entityRefs } of repository.definitions) {
      const { revision, lastGood, problem } = await this.#readOne(
        repository,
        path,
      );
      if (problem) problems.push(problem);
      if (revision === undefined) missing.push(path);
      const name = lastGood?.metadata.name;
      const first = components.find(component => component.name === name);
      if (first) {
        problems.push(
          `${path}: metadata.name: ${name} is the name in ${first.path} already; each definition of a repository needs its own`,
        );
      } else if (lastGood) {
        const definition = lastGood;
        components.push({
          name: definition.metadata.name,
          path,
          entityRefs,
          definition,
        });
      }
    }
    return { components, problems, missing };
  }

  /** The last good version that this process has read; undefined before the first reading. */
  lastGood(ref: RepositoryRef, path: string): PreviewDefinition | undefined {
    return this.#reads.get(JSON.stringify([repositoryKey(ref), path]))
      ?.lastGood;
  }

  async #readOne({ ref }: WatchedRepository, path: string): Promise<Read> {
    const key = JSON.stringify([repositoryKey(ref), path]);
    const before = this.#reads.get(key);
    const file = await this.#codeHost.readFile(ref, path);
    if (before && file && before.revision === file.revision) return before;
    const read = file
      ? parse(path, file, before?.lastGood)
      : absent(path, before?.lastGood);
    this.#reads.set(key, read);
    return read;
  }
}

function parse(
  path: string,
  file: { text: string; revision: string },
  lastGood: PreviewDefinition | undefined,
): Read {
  const { revision } = file;
  const { definition, findings } = parsePreviewDefinition(file.text);
  if (definition) {
    return { revision, lastGood: definition, problem: undefined };
  }
  const errors = findings.filter(({ severity }) => severity === 'error');
  const shown = errors.slice(0, mostFindings).map(formatFinding);
  const more =
    errors.length > shown.length
      ? ` (and ${errors.length - shown.length} more)`
      : '';
  return {
    revision,
    lastGood,
    problem: `${path}: ${shown.join('; ')}${more}${inUse(lastGood)}`,
  };
}

function absent(path: string, lastGood: PreviewDefinition | undefined): Read {
  return {
    revision: undefined,
    lastGood,
    problem: `${path}: there is no such file on the default branch; merge it, or correct the annotation of the entity${inUse(
      lastGood,
    )}`,
  };
}

function inUse(lastGood: PreviewDefinition | undefined): string {
  return lastGood ? '. The last good version stays in use' : '';
}
