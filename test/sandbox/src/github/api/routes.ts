import { Exchange, json, Reply, Router } from '../../http';
import { Answer, Route } from '../published';
import { ApiContext } from './context';

/** A file as it is, for those who ask for that in place of JSON. */
export interface FileAnswer {
  status: 200;
  file: Buffer;
  contentType: string;
}

type Answered<Named extends Route> = Answer<Named> | FileAnswer;

/**
 * Routes by the names that GitHub publishes them under; the compiler holds each answer to the schema that is published for it. A request
 * that fits several is answered by the first.
 */
export type RouteTable = {
  [Named in Route]?: (
    exchange: Exchange,
  ) => Answered<Named> | Promise<Answered<Named>>;
};

type AnyHandler = (
  exchange: Exchange,
) => Untyped | FileAnswer | Promise<Untyped | FileAnswer>;

interface Untyped {
  status: number;
  body?: unknown;
}

/** The routes of one topic. */
export type Routes = (context: ApiContext) => RouteTable;

/** Parameters that may have slashes in them. */
const deep: ReadonlySet<string> = new Set(['path', 'ref', 'branch']);

export function addRoutes(router: Router, table: RouteTable): void {
  // Of all routes that GitHub has, the compiler would make one union.
  const answers = Object.entries(table as object) as [string, AnyHandler][];
  for (const [route, answer] of answers) {
    const [method, path] = route.split(' ');
    router.on(
      method,
      path.replace(
        /\{(\w+)\}/g,
        (_, name: string) => (deep.has(name) ? '*' : ':') + name,
      ),
      async exchange => replyOf(await answer(exchange)),
    );
  }
}

function replyOf(answer: Untyped | FileAnswer): Reply {
  if ('file' in answer) {
    const { status, file, contentType } = answer;
    return { status, headers: { 'content-type': contentType }, body: file };
  }
  const { status, body } = answer;
  return body === undefined ? { status } : json(status, body);
}
