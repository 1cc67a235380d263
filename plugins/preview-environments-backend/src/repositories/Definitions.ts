import { PreviewDefinition } from '@previewenv/plugin-preview-environments-common';
import {
  CodeHost,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { isEqual, partition, sortBy } from 'lodash';
import { LRUCache } from 'lru-cache';
import {
  AbsentDefinition,
  ComponentDefinition,
  repositoryKey,
} from '../preview';
import { DefinitionState, KnownDefinition, Store } from '../store/types';
import {
  inUse,
  missingFile,
  parseDefinition,
  vanishedEntity,
} from './definitionTexts';
import { WatchedRepository } from './groupByRepository';

/** What the default branch says about previews. */
export interface DefinitionReading {
  /** In the order of their paths; where a file is missing for the first time or invalid, as it last was when it was good. */
  components: ComponentDefinition[];
  /** Sentences for the repository's people; a finding names its line and field. Nothing may be concluded from what they are about. */
  problems: string[];
  /** What two readings did not find (rule 7.21). */
  absent: AbsentDefinition[];
  /** Whether this reading has changed what is remembered of them. */
  changed: boolean;
}

/** One file, as it was last read. */
interface Read {
  entityRefs: string[];
  /** Undefined while it is missing. */
  revision: string | undefined;
  /** Undefined for as long as no good one has been seen. */
  lastGood: PreviewDefinition | undefined;
  problem: string | undefined;
  state: DefinitionState;
}

/** What this process remembers of one repository. */
interface Memory {
  /** By path. */
  reads: Map<string, Read>;
  /** What all replicas remembered then. */
  stored: KnownDefinition[];
}

export interface DefinitionsOptions {
  codeHost: Pick<CodeHost, 'readFile' | 'forgetFiles'>;
  store: Pick<Store, 'definitions' | 'rememberDefinition' | 'missDefinition'>;
  /** How much later than the first a reading counts as the second one: one sweep. */
  secondReadingMilliseconds: number;
}

/**
 * Reads the definitions of a repository from its default branch. The last good one of each file stays in use while the file is invalid, and
 * until a second reading finds no file, or no entity that names it (rule 7.21). It is remembered through restarts, and for all replicas:
 * the webhook of a push comes to one of them, and what that one writes down tells the others to read anew.
 */
export class Definitions {
  readonly #options: DefinitionsOptions;
  /** By repository. */
  readonly #memories = new LRUCache<string, Memory>({ max: 5_000 });

  constructor(options: DefinitionsOptions) {
    this.#options = options;
  }

  /** Throws what the code host throws when the files cannot be read, and the store. */
  async read({
    ref,
    definitions,
  }: WatchedRepository): Promise<DefinitionReading> {
    const memory = await this.#memoryOf(ref);
    const { reads } = memory;
    const named = new Map(
      definitions.map(({ path, entityRefs }) => [path, entityRefs]),
    );
    let changed = false;
    for (const path of new Set([...named.keys(), ...reads.keys()])) {
      const entityRefs = named.get(path);
      const before = reads.get(path);
      const outcome = entityRefs
        ? await this.#readNamed(ref, path, entityRefs, before)
        : await this.#readVanished(ref, path, before);
      changed ||= outcome.changed;
      if (outcome.read) reads.set(path, outcome.read);
      else reads.delete(path);
    }
    if (changed) memory.stored = await this.#options.store.definitions(ref);
    return { ...summary(reads), changed };
  }

  /** The last good version that this process has read; undefined before the first reading. */
  lastGood(ref: RepositoryRef, path: string): PreviewDefinition | undefined {
    return this.#memories.get(repositoryKey(ref))?.reads.get(path)?.lastGood;
  }

  async #readNamed(
    ref: RepositoryRef,
    path: string,
    entityRefs: string[],
    before: Read | undefined,
  ): Promise<{ read: Read; changed: boolean }> {
    const { codeHost, store } = this.#options;
    const file = await codeHost.readFile(ref, path);
    const lastGood = before?.lastGood;
    if (!file) {
      const { state, changed } = await this.#miss(ref, path);
      const problem = missingFile(path) + inUse(state, lastGood);
      const read = {
        entityRefs,
        revision: undefined,
        lastGood,
        problem,
        state,
      };
      return { read, changed };
    }
    const { revision, text } = file;
    if (
      before?.state === 'there' &&
      before.revision === revision &&
      isEqual(before.entityRefs, entityRefs)
    )
      return { read: before, changed: false };
    const { definition, problem } = parseDefinition(path, text);
    const changed = await store.rememberDefinition(ref, {
      path,
      entityRefs,
      good: definition && { revision, text },
    });
    return {
      read: {
        entityRefs,
        revision,
        lastGood: definition ?? lastGood,
        problem: problem && problem + inUse('there', lastGood),
        state: 'there',
      },
      changed,
    };
  }

  /** No entity names it any more: the catalog counts as a reading only if the repository itself can be read. */
  async #readVanished(
    ref: RepositoryRef,
    path: string,
    before: Read | undefined,
  ): Promise<{ read: Read | undefined; changed: boolean }> {
    if (!before?.lastGood) return { read: undefined, changed: false };
    await this.#options.codeHost.readFile(ref, path);
    const { state, changed } = await this.#miss(ref, path);
    const problem = vanishedEntity(path) + inUse(state, before.lastGood);
    return { read: { ...before, problem, state }, changed };
  }

  #miss(ref: RepositoryRef, path: string) {
    const { store, secondReadingMilliseconds } = this.#options;
    return store.missDefinition(ref, path, secondReadingMilliseconds);
  }

  async #memoryOf(ref: RepositoryRef): Promise<Memory> {
    const { codeHost, store } = this.#options;
    const key = repositoryKey(ref);
    const stored = await store.definitions(ref);
    const existing = this.#memories.get(key);
    if (existing && isEqual(existing.stored, stored)) return existing;
    if (existing) codeHost.forgetFiles(ref);
    const reads = new Map(
      stored.map(({ path, entityRefs, revision, text, state }) => {
        const lastGood = parseDefinition(path, text).definition;
        // What another version of ours took for good is read anew.
        const read = {
          entityRefs,
          revision: lastGood && revision,
          lastGood,
          problem: undefined,
          state,
        };
        return [path, read] as const;
      }),
    );
    const memory = { reads, stored };
    this.#memories.set(key, memory);
    return memory;
  }
}

function summary(reads: Map<string, Read>): Omit<DefinitionReading, 'changed'> {
  const components: ComponentDefinition[] = [];
  const problems: string[] = [];
  const absent: AbsentDefinition[] = [];
  const sorted = [...reads].sort(([one], [other]) => one.localeCompare(other));
  // A file that was moved is at its new place, not where it is missing.
  const [there, missing] = partition(
    sorted,
    ([, { state }]) => state === 'there',
  );
  for (const [path, read] of [...there, ...missing]) {
    const { entityRefs, lastGood, problem, state } = read;
    const name = lastGood?.metadata.name;
    const first = components.find(component => component.name === name);
    if (state === 'absent') {
      const reason = `${problem ?? missingFile(path)}.`;
      absent.push({ component: name, reason });
    } else if (problem) problems.push(problem);
    if (!lastGood || name === undefined || state === 'absent') continue;
    if (!first)
      components.push({ name, path, entityRefs, definition: lastGood });
    else if (state === 'there')
      problems.push(
        `${path}: metadata.name: ${name} is the name in ${first.path} already; each definition of a repository needs its own`,
      );
  }
  return { components: sortBy(components, 'path'), problems, absent };
}
