import { createHash } from 'node:crypto';
import { Clock, ManualClock } from '../clock';
import { GitlabAnswer, notFound } from './answers';
import { answerAboutProject, answerApart } from './api';
import { GitlabHub } from './GitlabHub';
import { StoredUser } from './model';
import { GitlabViews } from './views';

/** A request as GitLab would see it. */
export interface SeenGitlabRequest {
  method: string;
  /** Decoded, with its query. */
  path: string;
  body: Record<string, unknown>;
}

/**
 * GitLab's REST API as its documentation describes it (docs.gitlab.com/api), as far as previews and the people of a contract use it,
 * without a server: tests ask it by its own `fetch`.
 */
export class InProcessGitlab {
  /** How clients call it; its API is under `/api/v4`. */
  readonly url = 'http://gitlab.sandbox';
  readonly hub: GitlabHub;
  /** The owner of the token `ada`. */
  readonly ada: StoredUser;
  readonly requests: SeenGitlabRequest[] = [];
  readonly #views: GitlabViews;
  #next: ((request: SeenGitlabRequest) => GitlabAnswer | undefined) | undefined;

  #uncut = Infinity;

  constructor(clock: Clock = new ManualClock()) {
    this.hub = new GitlabHub(clock);
    this.#views = new GitlabViews(this.url);
    this.ada = this.hub.addUser('ada');
    this.hub.addToken('ada', this.ada);
  }

  /** Answers in place of the API for as long as it gives an answer. */
  interfere(
    answer: (request: SeenGitlabRequest) => GitlabAnswer | undefined,
  ): void {
    this.#next = answer;
  }

  /** After so many more requests the answers get lost, although what was asked for is done. */
  cutAfter(requests: number): void {
    this.#uncut = requests;
  }

  writes(): string[] {
    return this.requests
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => `${method} ${path}`);
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const headers = new Headers(init?.headers);
    const method = init?.method ?? 'GET';
    const body = init?.body ? JSON.parse(String(init.body)) : {};
    const path = url.pathname.replace('/api/v4', '');
    const seen = {
      method,
      path: decodeURIComponent(path) + decodeURIComponent(url.search),
      body,
    };
    this.requests.push(seen);
    const answer =
      this.#next?.(seen) ??
      this.#answer({ method, path, body, query: url.searchParams }, headers);
    if (--this.#uncut < 0) throw new TypeError('fetch failed');
    return toResponse(answer, headers.get('if-none-match'));
  };

  #answer(
    request: {
      method: string;
      path: string;
      body: Record<string, unknown>;
      query: URLSearchParams;
    },
    headers: Headers,
  ): GitlabAnswer {
    const token = /^Bearer (.+)$/.exec(headers.get('authorization') ?? '');
    const user = this.hub.userOf(token?.[1] ?? '');
    if (!user) return new GitlabAnswer(401, { message: '401 Unauthorized' });
    const context = { hub: this.hub, views: this.#views, user };
    const [, id, rest] = /^\/projects\/([^/]+)(.*)$/.exec(request.path) ?? [];
    if (id === undefined) return answerApart(context, request);
    const named = decodeURIComponent(id);
    const project = this.hub.projectOf(named);
    if (!project) return notFound('Project');
    const isMoved = project.formerPaths.includes(named.toLowerCase());
    // A project that has moved is read by a redirect, which clients follow, and written to not at all.
    if (isMoved && request.method !== 'GET')
      return new GitlabAnswer(405, {
        message: '405 Non GET methods are not allowed for moved projects',
      });
    return answerAboutProject({ ...context, project }, request, rest);
  }
}

function toResponse(
  { status, body, headers }: GitlabAnswer,
  ifNoneMatch: string | null,
): Response {
  if (body === undefined) return new Response(undefined, { status, headers });
  const text = JSON.stringify(body);
  const digest = createHash('md5').update(text).digest('hex');
  const etag = `W/"${digest}"`;
  const isSame = status === 200 && ifNoneMatch === etag;
  return isSame
    ? new Response(undefined, { status: 304, headers: { etag } })
    : new Response(text, {
        status,
        headers: { 'content-type': 'application/json', etag, ...headers },
      });
}
