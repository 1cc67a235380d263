import { previewOf, TraceEntry } from '../trace';
import { ApiBody, ApiWatchEvent } from './parts';

/** What became of an object, at a revision of the server's storage: those are counted over all kinds. */
interface Step {
  revision: number;
  entry: TraceEntry;
}

interface Known {
  uid: string;
  deleting: boolean;
}

/** Follows what is made, begun to be removed and gone of one kind. */
export class KindCourse {
  readonly steps: Step[] = [];
  readonly #plural: string;
  readonly #known = new Map<string, Known>();

  constructor(plural: string) {
    this.#plural = plural;
  }

  /** All there is: what was seen before and is missing has gone meanwhile. */
  listed(items: ApiBody[], revision: number): void {
    const uids = new Set(items.map(({ metadata }) => metadata.uid));
    for (const [key, { uid }] of [...this.#known])
      if (!uids.has(uid)) this.#gone(key, revision);
    for (const { metadata } of items) this.#seen(metadata, revision);
  }

  changed({ type, object }: ApiWatchEvent): void {
    const { metadata } = object;
    const revision = Number(metadata.resourceVersion);
    this.#seen(metadata, revision, type === 'DELETED');
    if (type === 'DELETED') this.#gone(keyOf(metadata), revision);
  }

  #seen(metadata: ApiBody['metadata'], revision: number, going = false): void {
    const key = keyOf(metadata);
    const { uid } = metadata;
    const deleting = going || metadata.deletionTimestamp !== undefined;
    const before = this.#known.get(key);
    if (before?.uid !== uid) this.#add(key, revision, 'create');
    if (deleting && !(before?.uid === uid && before.deleting))
      this.#add(key, revision, 'delete');
    this.#known.set(key, { uid, deleting });
  }

  #gone(key: string, revision: number): void {
    this.#known.delete(key);
    this.#add(key, revision, 'gone');
  }

  #add(key: string, revision: number, what: 'create' | 'delete' | 'gone') {
    const [namespace, name] = key.split('/');
    const place = {
      resource: this.#plural,
      namespace: namespace || undefined,
      name,
    };
    const previewId = previewOf(place);
    const common = { ...place, at: Date.now(), previewId };
    this.steps.push({
      revision,
      entry:
        what === 'gone'
          ? { ...common, kind: 'gone' }
          : {
              ...common,
              kind: 'write',
              verb: what,
              code: what === 'create' ? 201 : 200,
              generation: undefined,
            },
    });
  }
}

function keyOf({ name, ...rest }: ApiBody['metadata']): string {
  const { namespace = '' } = rest as { namespace?: string };
  return `${namespace}/${name}`;
}
