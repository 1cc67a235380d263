/** A request, as the parts of the stand-in's GitLab see it. */
export interface GitlabRequest {
  method: string;
  /** What the pattern of a route has left open, decoded. */
  parts: string[];
  query: URLSearchParams;
  body: Record<string, unknown>;
}

/** An answer that is no plain body. */
export class GitlabAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    body: unknown,
    headers: Record<string, string> = {},
  ) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** GitLab's words for what is not there, or not shown. */
export function notFound(what: string): GitlabAnswer {
  return new GitlabAnswer(404, { message: `404 ${what} Not Found` });
}

export function invalid(message: unknown): GitlabAnswer {
  return new GitlabAnswer(400, { message });
}

export function created(body: unknown): GitlabAnswer {
  return new GitlabAnswer(201, body);
}

export const nothing = new GitlabAnswer(204, undefined);

/** The text of a field; undefined when there is none. */
export function textOf(
  body: Record<string, unknown>,
  field: string,
): string | undefined {
  const value = body[field];
  return value === undefined || value === '' ? undefined : String(value);
}

/** A part of a list, as GitLab pages it: 20 at a time unless more are asked for, 100 at most. */
export function pageOf(list: unknown[], query: URLSearchParams): GitlabAnswer {
  const size = Math.min(Number(query.get('per_page') ?? 20), 100);
  const page = Number(query.get('page') ?? 1);
  const isLast = page * size >= list.length;
  return new GitlabAnswer(200, list.slice((page - 1) * size, page * size), {
    'x-page': String(page),
    'x-per-page': String(size),
    'x-next-page': isLast ? '' : String(page + 1),
    'x-total': String(list.length),
  });
}
