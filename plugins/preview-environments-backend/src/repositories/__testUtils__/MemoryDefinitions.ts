import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { repositoryKey } from '../../preview';
import { KnownDefinition, Store } from '../../store/types';

interface Row extends Omit<KnownDefinition, 'state'> {
  missingSince: number | undefined;
  absent: boolean;
}

/** What the store remembers of definitions, with a clock of the test's. */
export class MemoryDefinitions
  implements
    Pick<Store, 'definitions' | 'rememberDefinition' | 'missDefinition'>
{
  readonly #rows = new Map<string, Row>();
  /** Milliseconds. */
  now = 0;

  async definitions(ref: RepositoryRef): Promise<KnownDefinition[]> {
    const prefix = `${repositoryKey(ref)} `;
    return [...this.#rows]
      .filter(([key]) => key.startsWith(prefix))
      .map(([, { missingSince, absent, ...row }]) => ({
        ...row,
        state: absent ? 'absent' : stateOf(missingSince),
      }));
  }

  async rememberDefinition(
    ref: RepositoryRef,
    { path, entityRefs, good }: Parameters<Store['rememberDefinition']>[1],
  ): Promise<boolean> {
    const key = `${repositoryKey(ref)} ${path}`;
    const before = this.#rows.get(key);
    const version = good ?? before;
    if (!version) return false;
    const { revision, text } = version;
    const after = {
      path,
      entityRefs,
      revision,
      text,
      missingSince: undefined,
      absent: false,
    };
    this.#rows.set(key, after);
    return JSON.stringify(before) !== JSON.stringify(after);
  }

  async missDefinition(
    ref: RepositoryRef,
    path: string,
    secondReadingMilliseconds: number,
  ): ReturnType<Store['missDefinition']> {
    const row = this.#rows.get(`${repositoryKey(ref)} ${path}`);
    if (!row || row.absent) return { state: 'absent', changed: false };
    const first = row.missingSince === undefined;
    row.missingSince ??= this.now;
    row.absent = this.now - row.missingSince >= secondReadingMilliseconds;
    return row.absent
      ? { state: 'absent', changed: true }
      : { state: 'doubted', changed: first };
  }
}

function stateOf(missingSince: number | undefined): KnownDefinition['state'] {
  return missingSince === undefined ? 'there' : 'doubted';
}
