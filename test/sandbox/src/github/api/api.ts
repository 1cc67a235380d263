import { createHash } from 'node:crypto';
import { Exchange, json, Reply, Router } from '../../http';
import { Faults } from '../../faults';
import { Hub } from '../hub';
import { Views } from '../views';
import { CallLog } from './callLog';
import { commentRoutes } from './comments';
import { contentRoutes } from './contents';
import { checkRoutes } from './checks';
import { ApiContext, GitHubError, notFound } from './context';
import { deploymentRoutes } from './deployments';
import { dispatchRoutes } from './dispatches';
import { gitRoutes } from './git';
import { answerGraphql } from './graphql';
import { installationRoutes } from './installations';
import { labelRoutes } from './labels';
import { Limits } from './limits';
import { pullRoutes } from './pulls';
import { reactionRoutes } from './reactions';
import { repositoryRoutes } from './repositories';
import { addRoutes, Routes } from './routes';
import { statusRoutes } from './statuses';

const topics: Routes[] = [
  installationRoutes,
  repositoryRoutes,
  gitRoutes,
  // Before the contents, whose routes take everything below a commit.
  statusRoutes,
  checkRoutes,
  deploymentRoutes,
  dispatchRoutes,
  contentRoutes,
  pullRoutes,
  labelRoutes,
  commentRoutes,
  reactionRoutes,
];

const defaultPage = 30;
const largestPage = 100;

/** GitHub's REST API: routes, and what all answers have in common. */
export class GitHubApi {
  readonly calls = new CallLog();
  readonly faults = new Faults();
  readonly limits: Limits;
  readonly #context: ApiContext;
  readonly #router = new Router();

  constructor(options: { hub: Hub; views: Views }) {
    this.#context = new ApiContext(options);
    this.limits = new Limits(options.hub.clock);
    for (const routes of topics) addRoutes(this.#router, routes(this.#context));
  }

  /** `path` is that of the request without the API's base. */
  async answer(exchange: Exchange, path: string): Promise<Reply> {
    const call = `${exchange.method} ${path.slice(1)}`;
    this.calls.count(call);
    const limit = this.limits.meet(exchange);
    if (limit)
      return this.#finish(exchange, {
        ...json(403, { message: limit.message }),
        extra: limit.headers,
      });
    const fault = await this.faults.meet(call);
    if (fault)
      return this.#finish(exchange, {
        ...json(fault.status, { message: 'fault asked for' }),
        extra: fault.headers,
      });
    try {
      const reply =
        path === '/graphql'
          ? answerGraphql(this.#context, exchange)
          : await this.#router.handle(exchange, path);
      if (!reply) throw notFound();
      return this.#finish(exchange, reply);
    } catch (error) {
      if (error instanceof GitHubError)
        return this.#finish(exchange, error.reply());
      throw error;
    }
  }

  #finish(
    exchange: Exchange,
    reply: Reply & { extra?: Record<string, string> },
  ): Reply {
    const paged = this.#page(exchange, reply);
    // A tag is valid for one token only.
    const etag = `"${createHash('sha256')
      .update(exchange.headers.authorization ?? '')
      .update(paged.body ?? '')
      .digest('hex')}"`;
    const unchanged =
      exchange.method === 'GET' &&
      paged.status === 200 &&
      matchesEtag(exchange.headers['if-none-match'], etag);
    if (unchanged) this.calls.countNotModified();
    else this.limits.charge(exchange);
    const headers: Record<string, string> = {
      ...paged.headers,
      'x-github-media-type': 'github.v3; format=json',
      'x-github-request-id': createHash('sha256')
        .update(`${this.calls.charged}`)
        .digest('hex')
        .slice(0, 16),
      ...this.limits.headers(exchange),
      ...(this.#context.isAuthenticated(exchange)
        ? { 'x-oauth-scopes': 'repo' }
        : {}),
      ...(exchange.method === 'GET' && paged.status === 200
        ? { etag, 'cache-control': 'private, max-age=60, s-maxage=60' }
        : {}),
      ...reply.extra,
    };
    return unchanged ? { status: 304, headers } : { ...paged, headers };
  }

  /** Lists are cut into pages, and the answer says where the others are. */
  #page({ url, method }: Exchange, reply: Reply): Reply {
    const isJson =
      reply.headers?.['content-type']?.startsWith('application/json');
    if (
      method !== 'GET' ||
      reply.status !== 200 ||
      !isJson ||
      !String(reply.body).startsWith('[')
    )
      return reply;
    const items = JSON.parse(String(reply.body)) as unknown[];
    const size = Math.min(
      Math.max(
        1,
        Number(url.searchParams.get('per_page') ?? defaultPage) || defaultPage,
      ),
      largestPage,
    );
    const page = Math.max(1, Number(url.searchParams.get('page') ?? 1) || 1);
    if (page === 1 && items.length <= size) return reply;
    const last = Math.max(1, Math.ceil(items.length / size));
    const link = (number: number, relation: string): string => {
      const target = new URL(url);
      target.searchParams.set('page', String(number));
      return `<${target}>; rel="${relation}"`;
    };
    const links = [
      ...(page > 1 ? [link(page - 1, 'prev'), link(1, 'first')] : []),
      ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ];
    const body = JSON.stringify(items.slice((page - 1) * size, page * size));
    return {
      ...reply,
      body,
      headers: {
        ...reply.headers,
        ...(links.length ? { link: links.join(', ') } : {}),
      },
    };
  }
}

function matchesEtag(header: string | undefined, etag: string): boolean {
  return Boolean(
    header?.split(',').some(each => each.trim().replace(/^W\//, '') === etag),
  );
}
