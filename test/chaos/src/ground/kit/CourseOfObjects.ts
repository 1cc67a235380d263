import { setTimeout as pause } from 'node:timers/promises';
import { TraceEntry } from '../trace';
import { KindCourse } from './KindCourse';
import { Kind, kinds } from './kitObjects';
import { KubernetesApi, WatchRefused } from './parts';

const pauseMilliseconds = 200;

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
