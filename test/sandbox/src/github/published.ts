import { components, paths } from '@octokit/openapi-types';

/** An object of GitHub's REST API, as its published description has it. */
export type Schema<Name extends keyof components['schemas']> =
  components['schemas'][Name];

type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** A route of the published description, `GET /repos/{owner}/{repo}`. */
export type Route = {
  [Path in keyof paths]: {
    [Method in keyof paths[Path] & Verb]: `${Uppercase<Method>} ${Path}`;
  }[keyof paths[Path] & Verb];
}[keyof paths];

type Responses<Named extends Route> =
  Named extends `${infer Method} ${infer Path extends keyof paths}`
    ? Lowercase<Method> extends keyof paths[Path]
      ? paths[Path][Lowercase<Method>] extends { responses: infer All }
        ? All
        : never
      : never
    : never;

type JsonOf<Response> = Response extends { content: infer Content }
  ? [Content] extends [never]
    ? undefined
    : Content extends { 'application/json': infer Body }
    ? Body
    : undefined
  : undefined;

/**
 * Answers that GitHub gives and that the package does not describe yet: which run a dispatch has begun, where that is asked for
 * (github.blog, "Workflow dispatch API now returns run IDs", 2026-02-19).
 */
interface Newer {
  'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches': {
    status: 200;
    body: { workflow_run_id: number; run_url: string; html_url: string };
  };
}

/** What may be answered to a request of the route: a status that is described, with the body that it has. */
export type Answer<Named extends Route> =
  | Described<Named>
  | (Named extends keyof Newer ? Newer[Named] : never);

type Described<Named extends Route> = {
  [Status in keyof Responses<Named> & number]: JsonOf<
    Responses<Named>[Status]
  > extends infer Body
    ? [Body] extends [undefined]
      ? { status: Status }
      : { status: Status; body: Body }
    : never;
}[keyof Responses<Named> & number];
