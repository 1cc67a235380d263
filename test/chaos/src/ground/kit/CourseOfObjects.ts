import { setTimeout as pause } from 'node:timers/promises';
import { previewOf, TraceEntry } from '../trace';
import { kinds, Kind } from './kitObjects';
import { ApiBody, ApiWatchEvent, KubernetesApi, WatchRefused } from './parts';

/** What became of an object, at a revision of the server's storage: those are counted over all kinds. */
interface Step {
  revision: number;
  entry: TraceEntry;
}

interface Known {
  uid: string;
  deleting: boolean;
}

const pauseMilliseconds = 200;

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

/**
 * What became of namespaces, Applications and routes, in the order in which the server stored it: its audit log has the order in
 * which answers were finished, and does not tell when something was gone.
 */
export class CourseOfObjects {
  readonly #api: KubernetesApi;
  readonly #courses: KindCourse[] = [];
  readonly #end = new AbortController();
  readonly #following: Promise<unknown>;

  constructor(api: KubernetesApi) {
    this.#api = api;
    this.#following = Promise.all(kinds.map(kind => this.#follow(kind)));
  }

  entries(): TraceEntry[] {
    return this.#courses
      .flatMap(({ steps }) => steps)
      .sort((one, other) => one.revision - other.revision)
      .map(({ entry }) => entry);
  }

  async stop(): Promise<void> {
    this.#end.abort();
    await this.#following;
  }

  async #follow({ path, plural }: Kind): Promise<void> {
    const course = new KindCourse(plural);
    this.#courses.push(course);
    const { signal } = this.#end;
    let revision: string | undefined;
    while (!signal.aborted) {
      try {
        revision ??= await this.#list(path, course);
        for await (const event of this.#api.watch(
          path,
          { resourceVersion: revision },
          signal,
        )) {
          if (event.type === 'ERROR') throw new WatchRefused(event.object.code);
          course.changed(event);
          revision = event.object.metadata.resourceVersion;
        }
      } catch (error) {
        // The server is killed now and then; a new one may not know that revision any more.
        if (error instanceof WatchRefused) revision = undefined;
      }
      await pause(pauseMilliseconds);
    }
  }

  async #list(path: string, course: KindCourse): Promise<string> {
    const { status, body } = await this.#api.send({ method: 'GET', path });
    if (status !== 200) throw new WatchRefused(status);
    const { resourceVersion } = body.metadata;
    course.listed(body.items, Number(resourceVersion));
    return resourceVersion;
  }
}

function keyOf({ name, ...rest }: ApiBody['metadata']): string {
  const { namespace = '' } = rest as { namespace?: string };
  return `${namespace}/${name}`;
}
