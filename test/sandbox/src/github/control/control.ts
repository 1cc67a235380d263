import { Exchange, json, Reply, Router } from '../../http';
import { GitHubApi } from '../api/api';
import { writeComment } from '../api/comments';
import { commitFiles } from '../branches';
import { Hub } from '../hub';
import { endRun } from '../actions/runs';
import { Conclusion, HubEvent, Permission, StoredRepository } from '../model';
import { changePull, findPull, openPull, PullChange } from '../pulls';
import { Views } from '../views';
import { Delivery, Hook, Webhooks } from '../webhooks/webhooks';
import {
  changeInstallation,
  changeRepository,
  deleteRepository,
  publishImage,
  RepositoryChange,
} from './happenings';

/** Who acts when nobody is named. */
const nobody = 'octo';

/** What may be said of a pull request, in the words of the requests. */
interface PullBody extends Omit<PullChange, 'headSha'> {
  sha?: string;
}

const bodyOf = <T>({ body }: Exchange): T =>
  (body.length ? JSON.parse(body.toString()) : {}) as T;

/** Endpoints under `/_/` by which tests make things happen and see what happened. Not a part of GitHub. */
export class Control {
  readonly #hub: Hub;
  readonly #views: Views;
  readonly #webhooks: Webhooks;
  readonly #router = new Router();

  constructor({
    hub,
    views,
    webhooks,
    api,
  }: {
    hub: Hub;
    views: Views;
    webhooks: Webhooks;
    api: GitHubApi;
  }) {
    this.#hub = hub;
    this.#views = views;
    this.#webhooks = webhooks;
    this.#router
      .on('PUT', '/_/repos/:owner/:repo', exchange =>
        this.#putRepository(exchange),
      )
      .on('PUT', '/_/repos/:owner/:repo/files/*path', exchange =>
        this.#putFile(exchange, exchange.body),
      )
      .on('DELETE', '/_/repos/:owner/:repo/files/*path', exchange =>
        this.#putFile(exchange, undefined),
      )
      .on('PUT', '/_/repos/:owner/:repo/pulls/:number', exchange =>
        this.#putPull(exchange),
      )
      .on('DELETE', '/_/repos/:owner/:repo', exchange =>
        this.#told(
          exchange,
          deleteRepository(hub, this.#known(exchange), nobody),
        ),
      )
      .on('POST', '/_/repos/:owner/:repo/images', exchange =>
        this.#told(
          exchange,
          publishImage(this.#known(exchange), bodyOf(exchange), nobody),
        ),
      )
      .on('GET', '/_/repos/:owner/:repo/runs', exchange =>
        json(200, this.#known(exchange).runs ?? []),
      )
      .on('PUT', '/_/repos/:owner/:repo/runs/:id', exchange =>
        this.#endRun(exchange),
      )
      .on('POST', '/_/installation', exchange =>
        this.#told(exchange, changeInstallation(hub, bodyOf(exchange), nobody)),
      )
      .on('POST', '/_/repos/:owner/:repo/pulls/:number/comments', exchange =>
        this.#comment(exchange),
      )
      .on('PUT', '/_/permissions', exchange => this.#putPermissions(exchange))
      .on('POST', '/_/hooks', exchange =>
        json(200, { hooks: webhooks.add(bodyOf<Hook>(exchange)) }),
      )
      .on('DELETE', '/_/hooks', () => {
        webhooks.clear();
        return json(200, {});
      })
      .on('GET', '/_/deliveries', () => json(200, webhooks.deliveries()))
      .on('POST', '/_/redeliver/:index', async ({ params }) => {
        const delivery = await webhooks.redeliver(Number(params.index));
        return delivery
          ? json(200, delivery)
          : json(404, { message: 'no such delivery' });
      })
      .on('GET', '/_/calls', () => json(200, api.calls.report()))
      .on('DELETE', '/_/calls', () => {
        api.calls.clear();
        return json(200, {});
      })
      .on('POST', '/_/faults', exchange =>
        json(200, api.faults.add(bodyOf(exchange))),
      )
      .on('DELETE', '/_/faults', () => json(200, api.faults.clear()));
  }

  async answer(exchange: Exchange): Promise<Reply> {
    return (
      (await this.#router.handle(exchange)) ??
      json(404, { message: 'no such control' })
    );
  }

  /** The repository. Throws when there is none. */
  #known({ params }: Exchange): StoredRepository {
    const found = this.#hub.repository(params.owner, params.repo);
    if (!found) throw new Error(`no repository ${params.owner}/${params.repo}`);
    return found;
  }

  /** The repository; one that is named for the first time is made. */
  #repository({ params }: Exchange): StoredRepository {
    const found = this.#hub.repository(params.owner, params.repo);
    if (found) return found;
    const repository = this.#hub.addRepository({
      owner: params.owner,
      name: params.repo,
    });
    const changes = { 'README.md': `# ${repository.name}\n` };
    commitFiles(this.#hub, repository, {
      branch: repository.defaultBranch,
      changes,
      message: 'Initial commit',
      author: nobody,
    });
    return repository;
  }

  async #putRepository(exchange: Exchange): Promise<Reply> {
    const repository = this.#repository(exchange);
    const change = bodyOf<RepositoryChange>(exchange);
    const events = changeRepository(repository, change, nobody);
    const sent = await this.#publish(events, exchange);
    return json(200, { ...this.#views.repositories.show(repository), sent });
  }

  async #told(exchange: Exchange, events: HubEvent[]): Promise<Reply> {
    return json(200, { sent: await this.#publish(events, exchange) });
  }

  async #endRun(exchange: Exchange): Promise<Reply> {
    const repository = this.#known(exchange);
    const id = Number(exchange.params.id);
    const run = repository.runs?.find(each => each.id === id);
    if (!run) return json(404, { message: 'no such run' });
    const { conclusion } = bodyOf<{ conclusion: Conclusion }>(exchange);
    return this.#told(exchange, endRun(this.#hub, repository, run, conclusion));
  }

  async #putFile(
    exchange: Exchange,
    content: Buffer | undefined,
  ): Promise<Reply> {
    const repository = this.#repository(exchange);
    const { path } = exchange.params;
    const events = commitFiles(this.#hub, repository, {
      branch: repository.defaultBranch,
      changes: { [path]: content },
      message: content ? `Write ${path}` : `Remove ${path}`,
      author: nobody,
    });
    const sent = await this.#publish(events, exchange);
    return json(200, {
      sha: repository.branches[repository.defaultBranch],
      sent,
    });
  }

  async #putPull(exchange: Exchange): Promise<Reply> {
    const repository = this.#repository(exchange);
    const number = Number(exchange.params.number);
    const { sha, ...rest } = bodyOf<PullBody>(exchange);
    const change: PullChange = { ...rest, ...(sha ? { headSha: sha } : {}) };
    const existing = findPull(repository, number);
    const sender = change.user ?? existing?.user ?? nobody;
    let events: HubEvent[];
    if (existing) {
      events = changePull(this.#hub, repository, existing, change, sender);
    } else {
      const defaults = {
        title: `Change ${number}`,
        head: `feature-${number}`,
        files: ['README.md'],
      };
      events = openPull(
        this.#hub,
        repository,
        { ...defaults, ...change, number },
        sender,
      ).events;
    }
    const sent = await this.#publish(events, exchange);
    return json(200, {
      pull: this.#views.pulls.show(repository, findPull(repository, number)!),
      events: events.flatMap(event =>
        'action' in event ? [event.action] : [],
      ),
      sent,
    });
  }

  /** A comment of anybody; the API has those of the token's owner. */
  async #comment(exchange: Exchange): Promise<Reply> {
    const repository = this.#known(exchange);
    const { user, body } = bodyOf<{ user: string; body: string }>(exchange);
    const number = Number(exchange.params.number);
    const context = { hub: this.#hub };
    const written = await writeComment(context, repository, number, user, body);
    return json(201, this.#views.comments.show(repository, written));
  }

  #putPermissions(exchange: Exchange): Reply {
    const permissions = bodyOf<Record<string, Permission>>(exchange);
    for (const repository of this.#hub.repositories())
      Object.assign(repository.permissions, permissions);
    this.#hub.touch();
    return json(200, permissions);
  }

  /** Waits for the deliveries, so that a test knows what came of them. `?silent`: the webhook is lost. */
  async #publish(events: HubEvent[], { url }: Exchange): Promise<Delivery[]> {
    await this.#hub.publish(events, { silent: true });
    const deliveries: Delivery[] = [];
    if (url.searchParams.has('silent')) return deliveries;
    for (const event of events)
      deliveries.push(...(await this.#webhooks.send(event)));
    return deliveries;
  }
}
